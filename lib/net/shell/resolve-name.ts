import { type Address, familyOf, parseAddress } from '../node/address'
import { anyAddress, takeError } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { closeUdp, connectUdp, openUdp, sendUdp } from '../node/socket-udp'
import { runUntil } from '../sim/simulation'
import { DNS_PORT, type DnsMessage, decodeDns, ednsRecord, encodeDns } from '../wire/dns'
import { DNS_TYPES } from '../wire/dns-record'
import { askOverTcp } from './ask-dns-tcp'
import { machineOf, syscall, type Terminal } from './terminal'

const SECOND = 1_000_000
const ATTEMPTS = 2 // resolv.conf(5)
const PATIENCE_US = 5 * SECOND

/** What became of a question: the message, or silence, or an ICMP "port unreachable". */
export type DnsAnswer =
  | {
      readonly message: DnsMessage
      readonly us: number
      readonly size: number
      /** the answer by UDP was cut off (TC), so the question went again by TCP */
      readonly retried: boolean
      readonly overTcp: boolean
    }
  | 'timeout'
  | 'refused'
  | 'no-server'

export type DnsAsking = {
  readonly recursionDesired?: boolean
  /** How often it is asked; the library asks twice (resolv.conf(5)), dig and nslookup three times, refused or not */
  readonly attempts?: number
  /** As dig does: EDNS with this many bytes by UDP, and AD */
  readonly edns?: number
  /** Not by UDP at all */
  readonly tcp?: boolean
}

/** One question to `server` (the resolver of this machine if null), asked again after five seconds, and by TCP if cut off. */
export function askDns(
  terminal: Terminal,
  name: string,
  type: number,
  server: Address | null,
  asking: DnsAsking = {},
): DnsAnswer {
  const to = server ?? machineOf(terminal).resolver
  if (to === null) return 'no-server'
  const questions = [{ name, type, class: 1 }]
  const { recursionDesired = true, edns } = asking
  const write = (id: number) =>
    encodeDns({
      id,
      recursionDesired,
      questions,
      ...(edns !== undefined && { authenticData: true, additionals: [ednsRecord(edns)] }),
    })
  const byUdp = asking.tcp ? null : askOverUdp(terminal, write, to, asking.attempts ?? ATTEMPTS)
  if (byUdp && (typeof byUdp === 'string' || !byUdp.message.truncated)) return byUdp
  return overTcp(terminal, write, to, byUdp !== null)
}

function overTcp(
  terminal: Terminal,
  write: (id: number) => Uint8Array,
  to: Address,
  retried: boolean,
): DnsAnswer {
  const start = terminal.simulation.now
  const id = chooseId(terminal)
  const bytes = askOverTcp(terminal, write(id), to)
  if (typeof bytes === 'string') return bytes
  const decoded = decodeDns(bytes)
  if (!decoded.ok || decoded.header.id !== id) return 'timeout'
  const us = terminal.simulation.now - start
  return { message: decoded.header, us, size: bytes.length, retried, overTcp: true }
}

function chooseId(terminal: Terminal): number {
  return syscall(terminal, (turn) => Math.floor(turn.random() * 0x10000))
}

function askOverUdp(
  terminal: Terminal,
  write: (id: number) => Uint8Array,
  to: Address,
  attempts: number,
): DnsAnswer {
  const { simulation } = terminal
  const socket = syscall(terminal, (turn) => {
    const made = openUdp(turn.machine, familyOf(to))
    bindSocket(turn, made, { address: anyAddress(made.family), port: 0 })
    return made
  })
  const id = chooseId(terminal)
  const query = write(id)
  let answer: DnsAnswer = 'timeout'
  const again = () => answer === 'timeout' || (answer === 'refused' && attempts > ATTEMPTS)
  for (let attempt = 0; attempt < attempts && again(); attempt++) {
    const start = simulation.now
    const errno = syscall(
      terminal,
      (turn) => connectUdp(turn, socket, { address: to, port: DNS_PORT }) ?? sendUdp(turn, socket, query),
    )
    if (errno) break
    runUntil(simulation, start + PATIENCE_US, () => socket.received.length > 0 || socket.error !== null)
    if (takeError(socket) !== null) answer = 'refused'
    const datagram = socket.received.shift()
    const decoded = datagram ? decodeDns(datagram.bytes) : null
    if (datagram && decoded?.ok && decoded.header.id === id) {
      const us = simulation.now - start
      answer = { message: decoded.header, us, size: datagram.bytes.length, retried: false, overTcp: false }
    }
  }
  syscall(terminal, (turn) => closeUdp(turn.machine, socket))
  return answer
}

/** getaddrinfo(3): an address stays what it is; a name is looked up (A, then AAAA). Or what gai_strerror(3) says. */
export function resolveName(
  terminal: Terminal,
  name: string,
): { readonly address: Address } | { readonly problem: string } {
  const literal = parseAddress(name)
  if (literal !== null) return { address: literal }
  if (name === 'localhost') return { address: 0x7f00_0001 as Address }
  if (name === '' || !/^[\w.-]+$/.test(name)) return { problem: 'Name or service not known' }
  for (const type of [DNS_TYPES.A, DNS_TYPES.AAAA]) {
    const answer = askDns(terminal, name, type, null)
    if (typeof answer === 'string') return { problem: 'Temporary failure in name resolution' }
    const { message } = answer
    if (message.rcode !== 0 && message.rcode !== 3) return { problem: 'Temporary failure in name resolution' }
    for (const { data } of message.answers)
      if (data.kind === 'a' || data.kind === 'aaaa') return { address: data.address }
  }
  return { problem: 'Name or service not known' }
}
