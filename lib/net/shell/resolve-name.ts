import { type Address, familyOf, parseAddress } from '../node/address'
import { anyAddress, takeError } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { closeUdp, connectUdp, openUdp, sendUdp } from '../node/socket-udp'
import { runUntil } from '../sim/simulation'
import { DNS_PORT, type DnsMessage, decodeDns, ednsRecord, encodeDns } from '../wire/dns'
import { DNS_TYPES } from '../wire/dns-record'
import { machineOf, syscall, type Terminal } from './terminal'

const SECOND = 1_000_000
const ATTEMPTS = 2 // resolv.conf(5)
const EDNS_SIZE = 1232
const PATIENCE_US = 5 * SECOND

/** What became of a question: the message, or silence, or an ICMP "port unreachable". */
export type DnsAnswer =
  | { readonly message: DnsMessage; readonly us: number; readonly size: number }
  | 'timeout'
  | 'refused'
  | 'no-server'

export type DnsAsking = {
  readonly recursionDesired?: boolean
  /** How often it is asked; the library asks twice (resolv.conf(5)), dig and nslookup three times, refused or not */
  readonly attempts?: number
  /** As dig does: EDNS with 1232 bytes, and AD */
  readonly edns?: boolean
}

/** One question to `server` (the resolver of this machine if null), asked again after five seconds. */
export function askDns(
  terminal: Terminal,
  name: string,
  type: number,
  server: Address | null,
  { recursionDesired = true, attempts = ATTEMPTS, edns = false }: DnsAsking = {},
): DnsAnswer {
  const { simulation } = terminal
  const to = server ?? machineOf(terminal).resolver
  if (to === null) return 'no-server'
  const socket = syscall(terminal, (turn) => {
    const made = openUdp(turn.machine, familyOf(to))
    bindSocket(turn, made, { address: anyAddress(made.family), port: 0 })
    return made
  })
  const id = syscall(terminal, (turn) => Math.floor(turn.random() * 0x10000))
  const query = encodeDns({
    id,
    recursionDesired,
    questions: [{ name, type, class: 1 }],
    ...(edns && { authenticData: true, additionals: [ednsRecord(EDNS_SIZE)] }),
  })
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
    if (decoded?.ok && decoded.header.id === id)
      answer = { message: decoded.header, us: simulation.now - start, size: datagram?.bytes.length ?? 0 }
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
