import { familyOf } from '../node/address'
import { asciiBytes, asciiText } from '../node/services/listener'
import { takeError } from '../node/socket'
import { closeTcp, connectTcp, openTcp, readTcp, writeTcp } from '../node/socket-tcp'
import { runUntil } from '../sim/simulation'
import { encodeHttp, findEmptyLine, readHttpHead } from '../wire/http1'
import { readOptions } from './options'
import { failed, type Output, wrote } from './output'
import { resolveName } from './resolve-name'
import { syscall, type Terminal } from './terminal'

const SECOND = 1_000_000
const PATIENCE_S = 130

/** `curl [-s] [-S] [-i] [-I] [-m SECONDS] http://HOST[:PORT]/PATH`, curl(1). */
export function runCurl(terminal: Terminal, words: readonly string[]): Output {
  const options = readOptions(words, 'm')
  const [url = ''] = options.rest
  const parts = /^(?:http:\/\/)?(\[[^\]]+\]|[^/:]+)(?::(\d+))?(\/.*)?$/.exec(url)
  const silent = options.given.has('s') && !options.given.has('S')
  const say = (code: number, text: string) =>
    silent ? wrote([], code) : failed(`curl: (${code}) ${text}`, code)
  if (!parts) return say(3, 'URL using bad/illegal format or missing URL')
  const host = parts[1].replace(/^\[|\]$/g, '')
  const port = Number(parts[2] ?? 80)
  const found = resolveName(terminal, host)
  if ('problem' in found) return say(6, `Could not resolve host: ${host}`)
  const { simulation } = terminal
  const start = simulation.now
  const seconds = Number(options.given.get('m') ?? PATIENCE_S)
  const until = start + seconds * SECOND
  const socket = syscall(terminal, (turn) => openTcp(turn.machine, familyOf(found.address)))
  const errno = syscall(terminal, (turn) => connectTcp(turn, socket, { address: found.address, port }))
  if (!errno) runUntil(simulation, until, () => socket.connected || socket.error !== null)
  const elapsed = () => Math.round((simulation.now - start) / 1000)
  const close = () => syscall(terminal, (turn) => closeTcp(turn, socket))
  if (errno || !socket.connected) {
    const error = errno ?? takeError(socket)
    close()
    if (!error)
      return say(28, `Failed to connect to ${host} port ${port} after ${elapsed()} ms: Timeout was reached`)
    return say(
      7,
      `Failed to connect to ${host} port ${port} after ${elapsed()} ms: Couldn't connect to server`,
    )
  }
  const method = options.given.has('I') ? 'HEAD' : 'GET'
  const fields = [
    { name: 'Host', value: parts[2] ? `${parts[1]}:${port}` : parts[1] },
    { name: 'User-Agent', value: 'curl/7.88.1' },
    { name: 'Accept', value: '*/*' },
  ]
  const request = encodeHttp({
    start: { kind: 'request', method, target: parts[3] ?? '/', version: 'HTTP/1.1' },
    fields,
    body: asciiBytes(''),
  })
  syscall(terminal, (turn) => writeTcp(turn, socket, request))
  let text = ''
  const read = () => {
    text += asciiText(syscall(terminal, (turn) => readTcp(turn, socket, 65536)))
  }
  while (!isWhole(text, method) && simulation.now < until && !socket.endOfFile && socket.error === null) {
    runUntil(simulation, until, () => socket.readable > 0 || socket.endOfFile || socket.error !== null)
    read()
  }
  const reset = takeError(socket)
  close()
  runUntil(simulation, simulation.now + SECOND / 10)
  if (!isWhole(text, method)) {
    if (reset) return say(56, 'Recv failure: Connection reset by peer')
    return simulation.now >= until
      ? say(28, `Operation timed out after ${seconds * 1000} milliseconds with ${text.length} bytes received`)
      : say(52, 'Empty reply from server')
  }
  const split = text.indexOf('\r\n\r\n') + 4
  const withHead = options.given.has('i') || method === 'HEAD'
  return { text: (withHead ? text.slice(0, split) : '') + text.slice(split), status: 0 }
}

/** The head is there, and as many bytes behind it as Content-Length says. */
function isWhole(text: string, method: string): boolean {
  const bytes = asciiBytes(text)
  if (findEmptyLine(bytes, 0, bytes.length) < 0) return false
  const head = readHttpHead(bytes, 0, bytes.length)
  if (head === null || head === 'more') return false
  const length = head.fields.find(({ name }) => name.toLowerCase() === 'content-length')?.value
  return method === 'HEAD' || length === undefined || bytes.length - head.end >= Number(length)
}
