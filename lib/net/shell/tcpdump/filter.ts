import { formatMac, parseMac } from '../../addr/mac'
import { covers4, covers6, type Prefix, parsePrefix } from '../../addr/prefix'
import { type Address, addressText, parseAddress } from '../../node/address'
import { ETHERTYPE_ARP, ETHERTYPE_IPV4, ETHERTYPE_IPV6 } from '../../wire/ethernet'
import { IPPROTO_ICMP, IPPROTO_ICMPV6, IPPROTO_TCP, IPPROTO_UDP } from '../../wire/ip-protocol'
import { TCP_ACK, TCP_FIN, TCP_PSH, TCP_RST, TCP_SYN, TCP_URG } from '../../wire/tcp'
import { servicePort } from '../services'
import { filterWords } from './filter-words'
import type { PacketFacts } from './packet-facts'

export type Filter = (facts: PacketFacts) => boolean
type Direction = 'src' | 'dst' | 'either'

const PROTOCOLS: Readonly<Record<string, Filter>> = {
  ip: ({ etherType }) => etherType === ETHERTYPE_IPV4,
  ip6: ({ etherType }) => etherType === ETHERTYPE_IPV6,
  arp: ({ etherType }) => etherType === ETHERTYPE_ARP,
  icmp: ({ etherType, protocol }) => etherType === ETHERTYPE_IPV4 && protocol === IPPROTO_ICMP,
  icmp6: ({ protocol }) => protocol === IPPROTO_ICMPV6,
  tcp: ({ protocol }) => protocol === IPPROTO_TCP,
  udp: ({ protocol }) => protocol === IPPROTO_UDP,
}

const FLAGS: Readonly<Record<string, number>> = {
  'tcp-fin': TCP_FIN,
  'tcp-syn': TCP_SYN,
  'tcp-rst': TCP_RST,
  'tcp-push': TCP_PSH,
  'tcp-ack': TCP_ACK,
  'tcp-urg': TCP_URG,
}
const ICMP_TYPES: Readonly<Record<string, number>> = {
  'icmp-echoreply': 0,
  'icmp-unreach': 3,
  'icmp-redirect': 5,
  'icmp-echo': 8,
  'icmp-timxceed': 11,
}
/** Thrown inside only; `compileFilter` gives it back as text. */
class SyntaxProblem extends Error {}

/**
 * The filters that the course uses, as pcap-filter(7) has them: hosts, nets, ports, protocols, `tcp[tcpflags] & …`, `and`, `or`,
 * `not`, brackets. `and` and `or` bind equally and group from the left, `not` binds strongest. Text: what tcpdump complains.
 */
export function compileFilter(words: readonly string[]): Filter | string {
  const reader = new Reader(filterWords(words))
  if (reader.atEnd) return () => true
  try {
    const filter = reader.expression()
    return reader.atEnd ? filter : "can't parse filter expression: syntax error"
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return problem.message
    throw problem
  }
}

class Reader {
  private at = 0
  /** `host 10.0.0.1 or 10.0.0.2`: what a word alone takes from the one before */
  private last: ((word: string) => Filter) | null = null

  constructor(private readonly words: readonly string[]) {}

  get atEnd(): boolean {
    return this.at >= this.words.length
  }

  expression(): Filter {
    let left = this.factor()
    for (;;) {
      const word = this.words[this.at]
      if (word !== 'and' && word !== 'or') return left
      this.at++
      const right = this.factor()
      const one = left
      left = word === 'and' ? (facts) => one(facts) && right(facts) : (facts) => one(facts) || right(facts)
    }
  }

  private factor(): Filter {
    const word = this.take()
    if (word === 'not') {
      const inner = this.factor()
      return (facts) => !inner(facts)
    }
    if (word === '(') {
      const inner = this.expression()
      if (this.take() !== ')') fail()
      return inner
    }
    return this.primitive(word)
  }

  private primitive(first: string): Filter {
    if (/^(tcp|icmp)\[/.test(first)) return this.comparison(first)
    if (first === 'vlan') return this.vlan()
    if (first === 'ether') return this.ether()
    if (first === 'greater' || first === 'less') {
      const bound = this.number()
      return ({ length }) => (first === 'greater' ? length >= bound : length <= bound)
    }
    const protocol = PROTOCOLS[first]
    if (!protocol) return this.qualified(first, null)
    const next = this.words[this.at]
    const goesOn = ['src', 'dst', 'host', 'net', 'port', 'portrange'].includes(next ?? '')
    return goesOn ? this.qualified(this.take(), protocol) : protocol
  }

  private qualified(first: string, protocol: Filter | null): Filter {
    let direction: Direction = 'either'
    let word = first
    if (word === 'src' || word === 'dst') {
      direction = word
      word = this.take()
    }
    const make = (kind: string) => (value: string) => {
      const filter = qualifiedFilter(kind, direction, value)
      return protocol ? (facts: PacketFacts) => protocol(facts) && filter(facts) : filter
    }
    if (['host', 'net', 'port', 'portrange'].includes(word)) {
      this.last = make(word)
      return this.last(this.take())
    }
    if (direction !== 'either') {
      this.last = make('host')
      return this.last(word)
    }
    if (this.last) return this.last(word)
    return fail()
  }

  private vlan(): Filter {
    if (!/^\d+$/.test(this.words[this.at] ?? '')) return ({ vlan }) => vlan !== null
    const id = this.number()
    return ({ vlan }) => vlan === id
  }

  private ether(): Filter {
    const direction = this.take()
    if (direction !== 'host' && direction !== 'src' && direction !== 'dst') return fail()
    const mac = parseMac(this.take())
    if (mac === null) return fail()
    const text = formatMac(mac)
    return ({ etherSource, etherDestination }) =>
      (direction !== 'dst' && etherSource === text) || (direction !== 'src' && etherDestination === text)
  }

  /** `tcp[tcpflags] & (tcp-syn|tcp-ack) == tcp-syn`, `tcp[13] & 2 != 0`, `icmp[icmptype] == icmp-echo`. */
  private comparison(first: string): Filter {
    let text = first
    while (
      this.words[this.at] !== undefined &&
      this.words[this.at] !== 'and' &&
      this.words[this.at] !== 'or'
    ) {
      if (this.words[this.at] === ')' && count(text, '(') <= count(text, ')')) break
      text += this.take().replace(/^not$/, '!')
    }
    const parts = /^(tcp|icmp)\[(\w+)\](?:&(.+?))?(==?|!=)(.+)$/.exec(text)
    if (!parts) return fail()
    const [, protocol, field, mask, operator, value] = parts
    const names = protocol === 'tcp' ? FLAGS : ICMP_TYPES
    const isFlags = protocol === 'tcp' && (field === 'tcpflags' || field === '13')
    const isType = protocol === 'icmp' && (field === 'icmptype' || field === '0')
    if (!isFlags && !isType) return fail()
    const bits = mask === undefined ? 0xff : combined(mask, names)
    const wanted = combined(value, names)
    return (facts) => {
      if (!PROTOCOLS[protocol](facts)) return false
      const found = (isFlags ? facts.tcpFlags : facts.icmpType) & bits
      return operator === '!=' ? found !== wanted : found === wanted
    }
  }

  private take(): string {
    return this.words[this.at++] ?? fail()
  }

  private number(): number {
    const word = this.take()
    return /^\d+$/.test(word) ? Number(word) : fail()
  }
}

function fail(message = "can't parse filter expression: syntax error"): never {
  throw new SyntaxProblem(message)
}

function count(text: string, character: string): number {
  return text.split(character).length - 1
}

function combined(text: string, names: Readonly<Record<string, number>>): number {
  return text
    .replace(/[()]/g, '')
    .split('|')
    .reduce(
      (sum, word) => sum | (names[word] ?? (/^(0x[\da-f]+|\d+)$/.test(word) ? Number(word) : fail())),
      0,
    )
}

function qualifiedFilter(kind: string, direction: Direction, value: string): Filter {
  if (kind === 'port' || kind === 'portrange') {
    const [low, high = low] = value.split('-').map(portOf)
    return byDirection(
      direction,
      ({ sourcePort }) => sourcePort,
      ({ destinationPort }) => destinationPort,
      (port) => port !== null && port >= low && port <= high,
    )
  }
  const matches = kind === 'net' ? netMatcher(value) : hostMatcher(value)
  return byDirection(
    direction,
    ({ source }) => source,
    ({ destination }) => destination,
    (address) => address !== null && matches(address),
  )
}

function byDirection<T>(
  direction: Direction,
  source: (facts: PacketFacts) => T,
  destination: (facts: PacketFacts) => T,
  holds: (value: T) => boolean,
): Filter {
  return (facts) =>
    (direction !== 'dst' && holds(source(facts))) || (direction !== 'src' && holds(destination(facts)))
}

function portOf(word: string): number {
  return servicePort(word) ?? fail(`port '${word}' is not a known port`)
}

function hostMatcher(word: string): (address: Address) => boolean {
  const wanted = parseAddress(word)
  if (wanted === null) return fail(`unknown host '${word}'`)
  const text = addressText(wanted)
  return (address) => addressText(address) === text
}

function netMatcher(word: string): (address: Address) => boolean {
  const prefix: Prefix | null = parsePrefix(word)
  if (prefix === null) return fail(`unknown network '${word}'`)
  return (address) =>
    prefix.family === 4
      ? typeof address === 'number' && covers4(prefix, address)
      : typeof address === 'bigint' && covers6(prefix, address)
}
