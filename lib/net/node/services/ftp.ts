import { parseIpv4 } from '../../addr/ipv4'
import { addProcess, endProcess } from '../process'
import type { TcpSocket } from '../socket'
import { bindSocket } from '../socket-bind'
import { acceptTcp, closeTcp, connectTcp, openTcp, readTcp, writeTcp } from '../socket-tcp'
import type { Turn } from '../turn'
import { asciiBytes, asciiText } from './listener'

/** As much of an FTP server (RFC 959) as active mode needs: greets, and after PORT opens the data connection. */
export type FtpProcess = { readonly kind: 'ftp'; readonly id: number; readonly socket: number }

/** One control connection. */
export type FtpSessionProcess = {
  readonly kind: 'ftp-session'
  readonly id: number
  readonly socket: number
  line: string
  /** socket number of the data connection */
  data: number | null
}

const DATA_PORT = 20

export function runFtp(turn: Turn, process: FtpProcess): void {
  const listener = turn.machine.sockets.get(process.socket)
  if (listener?.kind !== 'tcp') return
  for (let socket = acceptTcp(turn.machine, listener); socket; socket = acceptTcp(turn.machine, listener)) {
    const { id: number } = socket
    addProcess(turn.machine, runFtpSession, (id) => ({
      kind: 'ftp-session',
      id,
      socket: number,
      line: '',
      data: null,
    }))
    say(turn, socket, '220 ready')
  }
}

export function runFtpSession(turn: Turn, process: FtpSessionProcess): void {
  const control = turn.machine.sockets.get(process.socket)
  if (control?.kind !== 'tcp') {
    endProcess(turn.machine, process)
    return
  }
  if (control.readable > 0) {
    process.line += asciiText(readTcp(turn, control, control.readable))
    for (let end = process.line.indexOf('\r\n'); end >= 0; end = process.line.indexOf('\r\n')) {
      obey(turn, process, control, process.line.slice(0, end))
      process.line = process.line.slice(end + 2)
    }
  }
  watchData(turn, process, control)
  if (!control.endOfFile && control.error === null) return
  endProcess(turn.machine, process)
  closeTcp(turn, control)
}

/** PORT h1,h2,h3,h4,p1,p2 (RFC 959 section 4.1.2); everything else is not implemented. */
function obey(turn: Turn, process: FtpSessionProcess, control: TcpSocket, line: string): void {
  const numbers = /^PORT (\d+,\d+,\d+,\d+),(\d+),(\d+)$/.exec(line)
  const address = numbers && parseIpv4(numbers[1].replaceAll(',', '.'))
  if (!numbers || address === null) {
    say(turn, control, '502 not implemented')
    return
  }
  say(turn, control, '200 PORT understood')
  const data = openTcp(turn.machine, 4)
  data.reuseAddress = true
  bindSocket(turn, data, { address: control.local.address, port: DATA_PORT })
  data.owner = process.id
  process.data = data.id
  const port = Number(numbers[2]) * 256 + Number(numbers[3])
  if (connectTcp(turn, data, { address, port })) refuse(turn, process, control)
}

function watchData(turn: Turn, process: FtpSessionProcess, control: TcpSocket): void {
  const data = process.data === null ? null : turn.machine.sockets.get(process.data)
  if (data?.kind !== 'tcp') return
  if (data.error !== null) {
    refuse(turn, process, control)
    return
  }
  if (!data.connected) return
  process.data = null
  writeTcp(turn, data, asciiBytes('readme.txt\r\n'))
  closeTcp(turn, data)
  say(turn, control, '226 transfer complete')
}

function refuse(turn: Turn, process: FtpSessionProcess, control: TcpSocket): void {
  process.data = null
  say(turn, control, '425 cannot open data connection')
}

function say(turn: Turn, control: TcpSocket, line: string): void {
  writeTcp(turn, control, asciiBytes(`${line}\r\n`))
}
