import { type DnsMessage, type DnsRecord, ednsRecord, encodeDns } from '../../wire/dns'

/** What a server takes and sends by UDP without fear of fragments (BIND's max-udp-size since DNS Flag Day 2020). */
export const EDNS_SIZE = 1232
/** RFC 1035 section 4.2.1: the most without EDNS. */
const PLAIN_SIZE = 512
const DNSSEC_OK = 0x8000

type Unsent = Partial<DnsMessage> & { readonly id: number }

function ednsOf({ additionals }: DnsMessage): DnsRecord | null {
  return additionals.find(({ data }) => data.kind === 'opt') ?? null
}

/** How many bytes the answer may have by UDP: what the client's OPT record says, at least 512 (RFC 6891 section 6.2.3). */
export function udpLimit(query: DnsMessage): number {
  const edns = ednsOf(query)
  return edns ? Math.min(EDNS_SIZE, Math.max(PLAIN_SIZE, edns.class)) : PLAIN_SIZE
}

/** An OPT record goes back to a client that sent one (RFC 6891 section 6.1.1), with its DO bit (RFC 3225 section 3). */
export function withEdns(query: DnsMessage, answer: Unsent): Unsent {
  const edns = ednsOf(query)
  if (!edns) return answer
  const option = ednsRecord(EDNS_SIZE, (edns.ttl & DNSSEC_OK) !== 0)
  return { ...answer, additionals: [...(answer.additionals ?? []), option] }
}

/**
 * The message as far as it goes into `limit` bytes: whole sets of records, in order. TC says that some of the answer or of the
 * authority section is missing; additional records may be left out without it (RFC 2181 section 9).
 */
export function fitDatagram(message: Unsent, limit: number): Unsent {
  const fits = (part: Unsent) => encodeDns(part).length <= limit
  if (fits(message)) return message
  const { answers = [], authorities = [], additionals = [] } = message
  const option = additionals.filter(({ data }) => data.kind === 'opt')
  const extra = additionals.filter(({ data }) => data.kind !== 'opt')
  const build = (a: readonly DnsRecord[], b: readonly DnsRecord[], c: readonly DnsRecord[]): Unsent => ({
    ...message,
    answers: a,
    authorities: b,
    additionals: [...c, ...option],
  })
  const some = longest(answers, (part) => fits(build(part, [], [])))
  if (some.length < answers.length) return { ...build(some, [], []), truncated: true }
  const known = longest(authorities, (part) => fits(build(answers, part, [])))
  if (known.length < authorities.length) return { ...build(answers, known, []), truncated: true }
  const more = longest(extra, (part) => fits(build(answers, authorities, part)))
  return build(answers, authorities, more)
}

/** As many whole sets (same name and type) from the front as pass. */
function longest(records: readonly DnsRecord[], passes: (part: readonly DnsRecord[]) => boolean) {
  let taken: readonly DnsRecord[] = []
  for (let end = 1; end <= records.length; end++) {
    const next = records[end]
    if (next && next.name === records[end - 1].name && next.type === records[end - 1].type) continue
    const part = records.slice(0, end)
    if (!passes(part)) break
    taken = part
  }
  return taken
}
