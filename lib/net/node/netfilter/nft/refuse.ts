import type { RejectWith } from '../../netfilter-port'
import type { IcmpxType, Verdict } from '../rule'
import { Complaint, unexpected } from './complaint'
import { type Cursor, expect, peek, take, takeIf } from './cursor'
import type { Draft } from './draft'
import type { Token } from './tokens'

const CODES: Readonly<Record<'icmp' | 'icmpv6', Readonly<Record<string, RejectWith>>>> = {
  icmp: {
    'net-unreachable': 'icmp-net-unreachable',
    'host-unreachable': 'icmp-host-unreachable',
    'prot-unreachable': 'icmp-proto-unreachable',
    'port-unreachable': 'icmp-port-unreachable',
    'net-prohibited': 'icmp-net-prohibited',
    'host-prohibited': 'icmp-host-prohibited',
    'admin-prohibited': 'icmp-admin-prohibited',
  },
  icmpv6: {
    'no-route': 'icmp6-no-route',
    'admin-prohibited': 'icmp6-adm-prohibited',
    'addr-unreachable': 'icmp6-addr-unreachable',
    'port-unreachable': 'icmp6-port-unreachable',
  },
}

const ICMPX: readonly string[] = ['port-unreachable', 'admin-prohibited', 'no-route', 'host-unreachable']

/** `reject [with …]`; nft lists the answer unless it is what the family gives anyway (nft(8), REJECT STATEMENT). */
export function takeReject(cursor: Cursor, draft: Draft): void {
  const keyword = expect(cursor, 'reject')
  if (!takeIf(cursor, 'with')) {
    const mixed = draft.family === 'inet' && draft.network !== null
    const explicit = mixed ? ` with ${draft.network === 'ip' ? 'icmp' : 'icmpv6'} port-unreachable` : ''
    add(draft, { kind: 'reject', with: null }, `reject${explicit}`)
    return
  }
  const how = peek(cursor)
  switch (how.text) {
    case 'tcp': {
      take(cursor)
      const reset = peek(cursor)
      if (reset.text !== 'reset') throw unexpected(reset, 'reset')
      take(cursor)
      addReset(draft, keyword)
      return
    }
    case 'icmp':
    case 'icmpv6': {
      take(cursor)
      takeIf(cursor, 'type')
      const code = take(cursor)
      const wanted = how.text === 'icmp' ? 'ip' : 'ip6'
      const answer = Object.hasOwn(CODES[how.text], code.text) ? CODES[how.text][code.text] : null
      if (answer === null) throw new Complaint(`Could not parse ${how.text} code`, code)
      if (draft.network !== null && draft.network !== wanted)
        throw new Complaint(`conflicting protocols specified: ${draft.network} vs ${wanted}`, code, keyword)
      if (draft.network === null) draft.parts.push({ kind: 'family', family: wanted === 'ip' ? 4 : 6 })
      const usual = draft.family !== 'inet' && code.text === 'port-unreachable'
      add(draft, { kind: 'reject', with: answer }, usual ? 'reject' : `reject with ${how.text} ${code.text}`)
      return
    }
    case 'icmpx': {
      take(cursor)
      takeIf(cursor, 'type')
      const code = take(cursor)
      if (!ICMPX.includes(code.text)) throw new Complaint('Could not parse icmpx code', code)
      if (draft.family !== 'inet')
        throw new Complaint('abstracted ICMP unreachable not supported', code, keyword)
      const usual = code.text === 'port-unreachable' && draft.network === null
      const verdict: Verdict = { kind: 'reject', with: 'icmpx', icmpx: code.text as IcmpxType }
      add(draft, verdict, usual ? 'reject' : `reject with icmpx ${code.text}`)
      return
    }
    default:
      throw unexpected(how, 'icmp or icmpv6 or tcp or icmpx')
  }
}

/** A RST answers only TCP: the rule asks for it if it has not yet. */
function addReset(draft: Draft, keyword: Token): void {
  const { transports, transportSpan } = draft
  if (transports === null) {
    draft.parts.push({ kind: 'protocol', negated: false, among: [6] })
    if (draft.family === 'inet') draft.words.push('meta l4proto tcp')
  } else if (!transports.includes(6)) {
    throw new Complaint('you cannot use tcp reset with this protocol', keyword, transportSpan)
  }
  add(draft, { kind: 'reject', with: 'tcp-reset' }, 'reject with tcp reset')
}

function add(draft: Draft, verdict: Verdict, words: string): void {
  draft.parts.push(verdict)
  draft.words.push(words)
}
