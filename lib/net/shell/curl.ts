import { asciiBytes, asciiText } from '../bytes/ascii'
import { type Address, addressText } from '../node/address'
import { type TcpSocket, takeError } from '../node/socket'
import { closeTcp, readTcp, writeTcp } from '../node/socket-tcp'
import { runUntil } from '../sim/simulation'
import { encodeHttp, findEmptyLine, readHttpHead } from '../wire/http1'
import { type CurlOptions, readCurlOptions } from './curl-options'
import { writeOut } from './curl-write-out'
import { getaddrinfo } from './getaddrinfo'
import { raceConnections } from './happy-eyeballs'
import type { Output } from './output'
import { syscall, type Terminal } from './terminal'

const SECOND = 1_000_000
const PATIENCE_S = 300
const CONNECT_PATIENCE_S = 300

/**
 * `curl [-v] [-s] [-S] [-i] [-I] [-f] [-o FILE] [-w FORMAT] [-H FIELD] [-X METHOD] [-d DATA] [-A AGENT] [-m SECONDS]
 * [--connect-timeout SECONDS]
 * [--happy-eyeballs-timeout-ms MS] [-4] [-6] http://HOST[:PORT]/PATH`, curl(1) 7.88 at a terminal: what -v says comes in between, the content
 * last. With -o the content is not shown.
 */
export function runCurl(terminal: Terminal, words: readonly string[]): Output {
  const options = readCurlOptions(words)
  if (typeof options === 'string')
    return {
      text: `curl: ${options}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`,
      status: 2,
    }
  if (options.url === '')
    return {
      text: "curl: no URL specified!\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
      status: 2,
    }
  return new Transfer(terminal, options).run()
}

/** One request and what comes back. */
class Transfer {
  private text = ''
  private readonly start: number
  private readonly until: number
  private host = ''
  private hostField = ''
  private path = '/'
  private port = 80
  private remote: Address | null = null
  private socket: TcpSocket | null = null
  private lookedUpAt = 0
  private connectedAt = 0
  private firstByteAt = 0
  private received = ''
  private localEnd: readonly [string, number] = ['', 0]

  constructor(
    private readonly terminal: Terminal,
    private readonly options: CurlOptions,
  ) {
    this.start = terminal.simulation.now
    this.until = this.start + (options.maxSeconds ?? PATIENCE_S) * SECOND
  }

  run(): Output {
    const { options, terminal } = this
    const parts = /^(?:(\w+):\/\/)?(\[[^\]]+\]|[^/:?]+)(?::(\d+))?(\/.*)?$/.exec(options.url)
    if (!parts) return this.fail(3, 'URL using bad/illegal format or missing URL')
    if (parts[1] !== undefined && parts[1] !== 'http')
      return this.fail(1, `Protocol "${parts[1]}" not supported or disabled in libcurl`)
    this.host = parts[2].replace(/^\[|\]$/g, '')
    this.port = Number(parts[3] ?? 80)
    this.hostField = parts[3] ? `${parts[2]}:${this.port}` : parts[2]
    this.path = parts[4] ?? '/'
    const found = getaddrinfo(terminal, this.host, options.family)
    if ('problem' in found) {
      this.say(`Could not resolve host: ${this.host}`)
      return this.fail(6, `Could not resolve host: ${this.host}`)
    }
    this.lookedUpAt = terminal.simulation.now
    return this.connect(found.addresses)
  }

  private connect(addresses: readonly Address[]): Output {
    const { terminal, options, until, port } = this
    const { simulation } = terminal
    const raced = raceConnections(terminal, addresses, {
      port,
      delayUs: options.happyEyeballsMs * 1000,
      connectUntil: this.start + (options.connectSeconds ?? CONNECT_PATIENCE_S) * SECOND,
      until,
      say: (sentence) => this.say(sentence),
    })
    if (!raced.socket) {
      const ms = this.elapsedMs()
      if (raced.over) {
        const timedOut = `Connection timed out after ${ms} milliseconds`
        this.say(timedOut)
        return this.fail(28, timedOut)
      }
      const sentence = `Failed to connect to ${this.host} port ${port} after ${ms} ms: ${raced.sentence}`
      this.say(sentence)
      return this.fail(raced.timedOut ? 28 : 7, sentence)
    }
    const { socket, address } = raced
    this.socket = socket
    this.remote = address
    this.connectedAt = simulation.now
    this.localEnd = [addressText(socket.local.address), socket.local.port]
    this.say(`Connected to ${this.host} (${addressText(address)}) port ${port} (#0)`)
    return this.exchange(socket)
  }

  private exchange(socket: TcpSocket): Output {
    const { terminal, options } = this
    const { simulation } = terminal
    const request = asciiText(encodeHttp(this.request()))
    const head = request.slice(0, request.indexOf('\r\n\r\n') + 4)
    if (options.verbose) this.text += marked('> ', head)
    syscall(terminal, (turn) => writeTcp(turn, socket, asciiBytes(request)))
    const waits = () => socket.readable > 0 || socket.endOfFile || socket.error !== null
    while (!this.isWhole() && simulation.now < this.until && !socket.endOfFile && socket.error === null) {
      runUntil(simulation, this.until, waits)
      if (socket.readable > 0 && this.firstByteAt === 0) this.firstByteAt = simulation.now
      this.received += asciiText(syscall(terminal, (turn) => readTcp(turn, socket, 65536)))
    }
    const reset = takeError(socket)
    if (!this.isWhole()) {
      if (reset) return this.fail(56, 'Recv failure: Connection reset by peer')
      if (simulation.now < this.until) return this.fail(52, 'Empty reply from server')
      const ms = this.elapsedMs()
      return this.fail(
        28,
        `Operation timed out after ${ms} milliseconds with ${this.received.length} bytes received`,
      )
    }
    return this.finish(socket)
  }

  private request() {
    const { options } = this
    const given = new Set(options.headers.map(({ name }) => name.toLowerCase()))
    const usual = [
      { name: 'Host', value: this.hostField },
      { name: 'User-Agent', value: options.userAgent },
      { name: 'Accept', value: '*/*' },
    ].filter(({ name }) => !given.has(name.toLowerCase()))
    const content =
      options.body === ''
        ? []
        : [
            { name: 'Content-Length', value: String(options.body.length) },
            ...(given.has('content-type')
              ? []
              : [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }]),
          ]
    return {
      start: {
        kind: 'request' as const,
        method: options.method,
        target: this.path,
        version: 'HTTP/1.1' as const,
      },
      fields: [...usual, ...options.headers.filter(({ value }) => value !== ''), ...content],
      body: asciiBytes(options.body),
    }
  }

  private finish(socket: TcpSocket): Output {
    const { options } = this
    const split = this.received.indexOf('\r\n\r\n') + 4
    const head = this.received.slice(0, split)
    const code = Number(head.slice(9, 12))
    if (options.verbose) this.text += marked('< ', head)
    const failed = options.fail && code >= 400
    if (options.verbose && options.discard && this.received.length > split && options.method !== 'HEAD')
      this.text += `{ [${this.received.length - split} bytes data]\n`
    if (!options.discard && !failed) this.text += (options.withHead ? head : '') + this.received.slice(split)
    if (failed) this.say('Closing connection 0')
    else
      this.say(
        this.keepsAlive(head) && !socket.endOfFile
          ? `Connection #0 to host ${this.host} left intact`
          : 'Closing connection 0',
      )
    if (failed) return this.fail(22, `The requested URL returned error: ${code}`, true)
    return this.end(0)
  }

  private keepsAlive(head: string): boolean {
    return head.startsWith('HTTP/1.1') && !/\r\nconnection: *close\r\n/i.test(head)
  }

  /** A line of -v. */
  private say(sentence: string): void {
    if (this.options.verbose) this.text += `* ${sentence}\n`
  }

  private fail(status: number, sentence: string, closed = false): Output {
    const { quiet } = this.options
    if (!closed && status !== 1 && status !== 3) this.say('Closing connection 0')
    if (!quiet) this.text += `curl: (${status}) ${sentence}\n`
    return this.end(status)
  }

  private end(status: number): Output {
    const { terminal, socket, options, start } = this
    if (socket) {
      syscall(terminal, (turn) => closeTcp(turn, socket))
      runUntil(terminal.simulation, terminal.simulation.now + SECOND / 10)
    }
    const split = this.received.indexOf('\r\n\r\n') + 4
    const since = (at: number) => Math.max(0, at - start)
    const text =
      options.writeOut === null
        ? ''
        : writeOut(options.writeOut, {
            url: /^\w+:\/\//.test(options.url)
              ? options.url
              : `http://${options.url}/`.replace(/([^/])\/\/$/, '$1/'),
            method: options.method,
            code: this.isWhole() ? Number(this.received.slice(9, 12)) : 0,
            remote:
              this.connectedAt > 0 && this.remote !== null ? [addressText(this.remote), this.port] : ['', 0],
            local: this.localEnd,
            lookedUpUs: since(this.lookedUpAt),
            connectedUs: since(this.connectedAt),
            firstByteUs: since(this.firstByteAt),
            totalUs: this.endedAt() - start,
            downloaded: split > 3 && options.method !== 'HEAD' ? this.received.length - split : 0,
            headerBytes: split > 3 ? split : 0,
            status,
          })
    return { text: this.text + text, status }
  }

  /** When the last byte was there: before the connection was closed. */
  private endedAt(): number {
    return this.socket ? this.terminal.simulation.now - SECOND / 10 : this.terminal.simulation.now
  }

  private elapsedMs(): number {
    return Math.round((this.terminal.simulation.now - this.start) / 1000)
  }

  /** The head is there, and as many bytes behind it as Content-Length says. */
  private isWhole(): boolean {
    const bytes = asciiBytes(this.received)
    if (findEmptyLine(bytes, 0, bytes.length) < 0) return false
    const head = readHttpHead(bytes, 0, bytes.length)
    if (head === null || head === 'more') return false
    const length = head.fields.find(({ name }) => name.toLowerCase() === 'content-length')?.value
    return this.options.method === 'HEAD' || length === undefined || bytes.length - head.end >= Number(length)
  }
}

/** Each line of a message behind its mark, the line ends as they came. */
function marked(mark: string, head: string): string {
  return head
    .split('\n')
    .slice(0, -1)
    .map((line) => `${mark}${line}\n`)
    .join('')
}
