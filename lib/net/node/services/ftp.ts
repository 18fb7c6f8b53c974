import { parseIpv4 } from '../../addr/ipv4'
import { asciiBytes, asciiText } from '../../bytes/ascii'
import { addressText } from '../address'
import { addProcess, endProcess } from '../process'
import type { TcpSocket } from '../socket'
import { bindSocket } from '../socket-bind'
import { acceptTcp, closeTcp, connectTcp, listenTcp, openTcp, readTcp, writeTcp } from '../socket-tcp'
import type { Turn } from '../turn'

/** As much of an FTP server (RFC 959) as data connections need: after PORT it opens one, after PASV it waits for one. */
export type FtpProcess = { readonly kind: 'ftp'; readonly id: number; readonly socket: number }

/** One control connection. */
export type FtpSessionProcess = {
  readonly kind: 'ftp-session'
  readonly id: number
  readonly socket: number
  line: string
  /** socket number of the data connection */
  data: number | null
  /** socket number of the listener of passive mode */
  passive: number | null
}

const DATA_PORT = 20
const PASSIVE_PORT = 50_001

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
      passive: null,
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
  acceptData(turn, process)
  watchData(turn, process, control)
  if (!control.endOfFile && control.error === null) return
  endProcess(turn.machine, process)
  closeTcp(turn, control)
}

/** USER, PASV and PORT h1,h2,h3,h4,p1,p2 (RFC 959 section 4.1); to any other command it answers 502, as section 4.2.2 has it. */
function obey(turn: Turn, process: FtpSessionProcess, control: TcpSocket, line: string): void {
  if (line.startsWith('USER ')) {
    say(turn, control, '230 logged in')
    return
  }
  if (line === 'PASV') {
    waitForData(turn, process, control)
    return
  }
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

/** Says at which address and port it waits: its own, as it knows them. */
function waitForData(turn: Turn, process: FtpSessionProcess, control: TcpSocket): void {
  const { address } = control.local
  const listener = openTcp(turn.machine, 4)
  listener.owner = process.id
  bindSocket(turn, listener, { address, port: PASSIVE_PORT })
  listenTcp(turn.machine, listener, 1)
  process.passive = listener.id
  const [high, low] = [PASSIVE_PORT >>> 8, PASSIVE_PORT & 255]
  const endpoint = `${addressText(address).replaceAll('.', ',')},${high},${low}`
  say(turn, control, `227 Entering Passive Mode (${endpoint}).`)
}

function acceptData(turn: Turn, process: FtpSessionProcess): void {
  const listener = process.passive === null ? null : turn.machine.sockets.get(process.passive)
  const data = listener?.kind === 'tcp' ? acceptTcp(turn.machine, listener) : null
  if (!data || listener?.kind !== 'tcp') return
  process.passive = null
  process.data = data.id
  closeTcp(turn, listener)
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
