import { type Address, type Family, familyOf, parseAddress } from '../node/address'
import { anyAddress, takeError } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { closeUdp, connectUdp, openUdp, sendUdp } from '../node/socket-udp'
import { runUntil } from '../sim/simulation'
import { DNS_PORT, type DnsMessage, decodeDns, encodeDns } from '../wire/dns'
import { DNS_TYPES } from '../wire/dns-record'
import { askDns } from './resolve-name'
import { sortDestinations } from './sort-destinations'
import { machineOf, syscall, type Terminal } from './terminal'

const SECOND = 1_000_000
const ATTEMPTS = 2 // resolv.conf(5)
const PATIENCE_US = 5 * SECOND

type Question = { readonly type: number; readonly id: number; answer: DnsMessage | null }

/**
 * getaddrinfo(3) of glibc 2.36: every address of a name, best first (RFC 6724). A and AAAA are asked in one moment, from one
 * port; `family` null asks for both. An address stays what it is. Else what gai_strerror(3) says.
 */
export function getaddrinfo(
  terminal: Terminal,
  name: string,
  family: Family | null,
): { readonly addresses: readonly Address[] } | { readonly problem: string } {
  const literal = parseAddress(name)
  if (literal !== null) {
    const wrong = family !== null && familyOf(literal) !== family
    return wrong ? { problem: 'Address family for hostname not supported' } : { addresses: [literal] }
  }
  if (name === 'localhost') return { addresses: [0x7f00_0001 as Address] }
  if (name === '' || !/^[\w.-]+$/.test(name)) return { problem: 'Name or service not known' }
  const types = family === null ? [DNS_TYPES.A, DNS_TYPES.AAAA] : [DNS_TYPES[family === 4 ? 'A' : 'AAAA']]
  const answers = askTogether(terminal, name, types)
  const addresses = answers.flatMap((message) =>
    (message?.answers ?? []).flatMap(({ data }) =>
      data.kind === 'a' || data.kind === 'aaaa' ? [data.address as Address] : [],
    ),
  )
  if (addresses.length > 0)
    return { addresses: sortDestinations(machineOf(terminal), addresses, terminal.simulation.now) }
  const failed = answers.some((message) => !message || (message.rcode !== 0 && message.rcode !== 3))
  return { problem: failed ? 'Temporary failure in name resolution' : 'Name or service not known' }
}

/** The answers in the order of `types`; null where none came. One that was cut off is asked for again by TCP. */
function askTogether(
  terminal: Terminal,
  name: string,
  types: readonly number[],
): readonly (DnsMessage | null)[] {
  const { simulation } = terminal
  const server = machineOf(terminal).resolver
  if (server === null) return types.map(() => null)
  const [socket, asked] = syscall(terminal, (turn) => {
    const made = openUdp(turn.machine, familyOf(server))
    bindSocket(turn, made, { address: anyAddress(made.family), port: 0 })
    const questions = types.map(
      (type): Question => ({ type, id: Math.floor(turn.random() * 0x10000), answer: null }),
    )
    return [made, questions] as const
  })
  const open = () => asked.filter(({ answer }) => answer === null)
  for (let attempt = 0; attempt < ATTEMPTS && open().length > 0; attempt++) {
    const until = simulation.now + PATIENCE_US
    syscall(terminal, (turn) => {
      connectUdp(turn, socket, { address: server, port: DNS_PORT })
      for (const { type, id } of open()) {
        const questions = [{ name, type, class: 1 }]
        sendUdp(turn, socket, encodeDns({ id, recursionDesired: true, questions }))
      }
    })
    while (open().length > 0 && simulation.now < until) {
      runUntil(simulation, until, () => socket.received.length > 0 || socket.error !== null)
      if (takeError(socket) !== null) break
      const bytes = socket.received.shift()?.bytes
      const decoded = bytes && decodeDns(bytes)
      if (!decoded?.ok) continue
      const question = asked.find(({ id }) => id === decoded.header.id)
      if (question) question.answer = decoded.header
    }
  }
  syscall(terminal, (turn) => closeUdp(turn.machine, socket))
  return asked.map(({ type, answer }) => {
    if (!answer?.truncated) return answer
    const again = askDns(terminal, name, type, null, { tcp: true })
    return typeof again === 'string' ? null : again.message
  })
}
