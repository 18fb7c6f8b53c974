import { REFUSED } from '../../wire/dns'
import { note, type Turn } from '../turn'
import { type Asked, answerAsked, type DnsFront, readQuestions } from './dns-front'
import { canonical } from './dns-name-tree'
import { answerFromZone, type Zone, type ZoneAnswer, zoneOf } from './dns-zone'

/** A name server that answers from its zones and never asks anybody (RFC 1034 section 4.3.1, "non-recursive"). */
export type AuthoritativeProcess = DnsFront & {
  readonly kind: 'dns-authoritative'
  readonly zones: readonly Zone[]
}

export function runAuthoritative(turn: Turn, process: AuthoritativeProcess): void {
  for (const asked of readQuestions(turn, process)) answer(turn, process, asked)
}

const REASONS = {
  answer: 'dns.answered',
  referral: 'dns.referred',
  'no-such-name': 'dns.no-such-name',
  'no-data': 'dns.no-data',
} as const satisfies Record<ZoneAnswer['kind'], string>

function answer(turn: Turn, process: AuthoritativeProcess, asked: Asked) {
  const [question] = asked.query.questions
  const name = canonical(question.name)
  const zone = zoneOf(process.zones, name)
  if (!zone) {
    note(turn, 'dns.refused', 7, { name })
    return answerAsked(turn, process, asked, { rcode: REFUSED })
  }
  const { kind, zone: told, ...sections } = answerFromZone(zone, name, question.type)
  note(turn, REASONS[kind], 7, { name, zone: told })
  answerAsked(turn, process, asked, sections)
}
