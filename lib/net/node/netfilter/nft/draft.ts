import type { Match, NftWord, Part, TableFamily } from '../rule'
import { Complaint, type Span } from './complaint'
import type { Selector } from './selectors'
import type { Token } from './tokens'

/** A rule while it is read. */
export type Draft = {
  readonly family: TableFamily
  readonly parts: Part[]
  readonly words: NftWord[]
  comment: string | null
  /** the chains that it jumps to, to be looked up when all chains are there */
  readonly targets: Token[]
  /** a statement of address translation, which only a chain of type nat may hold */
  translation: 'snat' | 'dnat' | 'redirect' | 'masquerade' | null
  /** an unnamed set takes a handle of the table */
  anonymousSets: number
  /** the network header that the rule asks for so far */
  network: 'ip' | 'ip6' | null
  /** the transport protocols it asks for, and where it said so */
  transports: readonly number[] | null
  transportSpan: Span | null
  /** place in `words` of a `meta l4proto` that a later port or ICMP type makes superfluous */
  impliedProtocol: number | null
  /** the same of a `meta nfproto`, made superfluous by an address */
  impliedFamily: number | null
  terminal: Span | null
}

export function makeDraft(family: TableFamily): Draft {
  return {
    family,
    parts: [],
    words: [],
    comment: null,
    targets: [],
    translation: null,
    anonymousSets: 0,
    network: family === 'inet' ? null : family,
    transports: null,
    transportSpan: null,
    impliedProtocol: null,
    impliedFamily: null,
    terminal: null,
  }
}

/** What a header field silently asks for first: the family in a table of both, the protocol for ports and ICMP types. */
export function requireHeaders(draft: Draft, selector: Selector): void {
  const { network, transport, span } = selector
  if (network !== null) {
    if (draft.network !== null && draft.network !== network) throw conflict(draft.network, network, span)
    if (draft.network === null) draft.parts.push({ kind: 'family', family: network === 'ip' ? 4 : 6 })
    if (draft.impliedFamily !== null) draft.words[draft.impliedFamily] = ''
    draft.impliedFamily = null
    draft.network = network
  }
  if (transport === null) return
  const { transports } = draft
  if (transports?.length === 1 && transports[0] !== transport)
    throw conflict(HEADERS[transports[0]] ?? String(transports[0]), HEADERS[transport], span)
  if (transports?.length !== 1) draft.parts.push({ kind: 'protocol', negated: false, among: [transport] })
  if (draft.impliedProtocol !== null && transports?.length === 1) draft.words[draft.impliedProtocol] = ''
  draft.impliedProtocol = null
  draft.transports = [transport]
  draft.transportSpan = span
}

const HEADERS: Readonly<Record<number, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'icmpv6' }

function conflict(first: string, second: string, span: Span): Complaint {
  return new Complaint(`conflicting protocols specified: ${first} vs. ${second}`, span)
}

/** What a condition on family or protocol tells the statements after it. */
export function learn(draft: Draft, selector: Selector, match: Match, span: Span): void {
  if (match.kind === 'family') {
    draft.network = match.family === 4 ? 'ip' : 'ip6'
    if (selector.text === 'meta nfproto') draft.impliedFamily = draft.words.length
  }
  if (match.kind !== 'protocol' || match.negated) return
  draft.transports = match.among
  draft.transportSpan = span
  if (selector.text === 'meta l4proto' && match.among.length === 1) draft.impliedProtocol = draft.words.length
}
