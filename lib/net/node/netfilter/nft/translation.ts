import type { NatRange } from '../nat-tuple'
import type { Verdict } from '../rule'
import { Complaint, spanOf, unexpected } from './complaint'
import { type Cursor, expect, peek, stands, take, takeIf } from './cursor'
import type { Draft } from './draft'
import type { Token } from './tokens'
import { addressOf, formatAddress, takeValue } from './values'

/** `masquerade`, `redirect to :8080`, `snat [ip] to …`, `dnat [ip6] to […]:80`, with flags (nft(8), NAT STATEMENTS). */
export function takeTranslation(cursor: Cursor, draft: Draft): void {
  const keyword = take(cursor)
  const kind = keyword.text as 'snat' | 'dnat' | 'redirect' | 'masquerade'
  const words: string[] = [kind]
  let addresses: NatRange['addresses'] = null
  let ports: NatRange['ports'] = null
  if (kind === 'snat' || kind === 'dnat') {
    const family = takeFamily(cursor, draft, keyword)
    if (draft.family === 'inet') words.push(family)
    words.push('to')
    const from = takeEnd(cursor, family)
    const to = takeIf(cursor, '-') ? takeEnd(cursor, family) : from
    addresses = { from, to }
    const colon = takeIf(cursor, ':')
    if (colon) ports = takePorts(cursor, draft, keyword)
    const bracketed = family === 'ip6' && ports !== null
    const texts = (from === to ? [from] : [from, to]).map((end) =>
      bracketed ? `[${formatAddress(end)}]` : formatAddress(end),
    )
    words.push(texts.join('-') + (ports ? portsText(ports) : ''))
    if (draft.network === null) draft.parts.push({ kind: 'family', family: family === 'ip' ? 4 : 6 })
  } else if (takeIf(cursor, 'to')) {
    takeIf(cursor, ':')
    ports = takePorts(cursor, draft, keyword)
    words.push('to', portsText(ports))
  }
  const flags = takeFlags(cursor)
  if (flags.length > 0) words.push(flags.join(','))
  const range: NatRange = {
    addresses,
    ports,
    random: flags.includes('random') || flags.includes('fully-random'),
    persistent: flags.includes('persistent'),
  }
  draft.parts.push({ kind, range } satisfies Verdict)
  draft.words.push(words.join(' '))
  draft.translation = kind
}

/** A table of both families must say which one, if no condition before has said it. */
function takeFamily(cursor: Cursor, draft: Draft, keyword: Token): 'ip' | 'ip6' {
  const said = takeIf(cursor, 'ip') ?? takeIf(cursor, 'ip6')
  takeIf(cursor, 'to')
  const family = (said?.text as 'ip' | 'ip6' | undefined) ?? draft.network
  if (family === null)
    throw new Complaint('ip or ip6 must be specified with address for inet tables.', keyword)
  if (draft.network !== null && draft.network !== family)
    throw new Complaint(`conflicting protocols specified: ${draft.network} vs. ${family}`, keyword)
  return family
}

function takeEnd(cursor: Cursor, family: 'ip' | 'ip6') {
  const bracket = takeIf(cursor, '[')
  const token = peek(cursor)
  if (token.kind !== 'address' && token.kind !== 'word') throw unexpected(token)
  const address = addressOf(take(cursor), family)
  if (bracket) expect(cursor, ']', "']'")
  return address
}

function takePorts(cursor: Cursor, draft: Draft, keyword: Token): { from: number; to: number } {
  const first = peek(cursor)
  const { from, to } = takeValue(cursor, 'port')
  const last = cursor.tokens[cursor.at - 1]
  if (draft.transports === null) {
    const message = 'transport protocol mapping is only valid after transport protocol match'
    throw new Complaint(message, spanOf(first, last), keyword)
  }
  return { from: Number(from), to: Number(to) }
}

function portsText({ from, to }: { from: number; to: number }): string {
  return from === to ? `:${from}` : `:${from}-${to}`
}

const FLAGS: readonly string[] = ['random', 'fully-random', 'persistent']

/** nft lists them in this order, whatever the order was. */
function takeFlags(cursor: Cursor): string[] {
  const given: string[] = []
  while (FLAGS.includes(peek(cursor).text) && peek(cursor).kind === 'word') {
    given.push(take(cursor).text)
    if (!stands(peek(cursor), ',')) break
    take(cursor)
  }
  return FLAGS.filter((flag) => given.includes(flag))
}
