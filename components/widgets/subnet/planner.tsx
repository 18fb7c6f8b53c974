'use client'

import { CopyButton } from '@/components/ui/copy-button'
import { formatPrefix, type Prefix } from '@/lib/net/addr/prefix'
import { firstOf } from '@/lib/net/subnet/address'
import { factsOf } from '@/lib/net/subnet/facts'
import { type NeedLine, readNeeds } from '@/lib/net/subnet/needs'
import { type Need, type Placed, planSubnets } from '@/lib/net/subnet/plan'
import { asCsv } from '@/lib/net/subnet/rows'
import { DataTable } from '../frame/data-table'
import { countText } from './sentence'
import { useCut } from './use-cut'

/** Names and numbers of hosts in, the smallest plan that holds them out, or why there is none. */
export function Planner({
  id,
  base,
  needs,
  heading: Heading,
  onNeeds,
  onBase,
}: {
  readonly id: string
  readonly base: Prefix
  readonly needs: string
  readonly heading: 'h2' | 'h3'
  readonly onNeeds: (needs: string) => void
  readonly onBase: (base: Prefix) => void
}) {
  const [write, cut] = useCut(needs, onNeeds)
  const lines = readNeeds(needs, base.family)
  const refused = lines.filter(({ need }) => !need.ok)
  const wanted = lines.flatMap(({ need }) => (need.ok ? [need.value] : []))
  return (
    <section className="blk">
      <Heading>Plan subnets</Heading>
      <p>
        One network a line: a name and how many hosts it holds, or a prefix length. The largest is placed
        first, so that no address is lost between two blocks.
      </p>
      <div className="plan">
        <div className="needs-script">
          <label className="lab" htmlFor={`${id}-needs`}>
            Networks to fit into {formatPrefix(base)}
          </label>
          <textarea
            id={`${id}-needs`}
            className="inp wire"
            rows={Math.min(Math.max(needs.split('\n').length, 3), 12)}
            spellCheck={false}
            autoCapitalize="none"
            value={needs}
            aria-invalid={refused.length > 0}
            aria-describedby={`${id}-needs-said`}
            onChange={(event) => write(event.currentTarget.value)}
          />
          <div id={`${id}-needs-said`}>
            {cut && (
              <p className="problem" role="status">
                {cut}
              </p>
            )}
            {refused.slice(0, 3).map((line) => (
              <p className="problem" key={line.line}>
                {refusalOf(line)}
              </p>
            ))}
            {refused.length > 3 && <p className="problem">and {refused.length - 3} more lines</p>}
          </div>
        </div>
        {wanted.length > 0 ? (
          <Outcome base={base} wanted={wanted} onBase={onBase} />
        ) : (
          <p className="hint" role="status">
            {refused.length > 0 ? 'There is no plan: no line could be read. ' : 'There is no plan yet. '}
            Write a name, a space and a whole number of hosts, such as “Office 60”.
          </p>
        )}
      </div>
    </section>
  )
}

function refusalOf({ line, text, need }: NeedLine): string {
  return need.ok ? '' : `Line ${line}, “${text}”: ${need.error}.`
}

function Outcome({
  base,
  wanted,
  onBase,
}: {
  readonly base: Prefix
  readonly wanted: readonly Need[]
  readonly onBase: (base: Prefix) => void
}) {
  const plan = planSubnets(base, wanted)
  if (!plan.fits)
    return (
      <div className="notfit" role="status">
        <p>
          <b>It does not fit.</b> {plan.why}
        </p>
        {plan.nearest && (
          <p>
            The smallest block around it that would do is{' '}
            <span className="wire">{formatPrefix(plan.nearest)}</span>.{' '}
            <button
              type="button"
              className="btn sm needs-script"
              onClick={() => plan.nearest && onBase(plan.nearest)}
            >
              Plan in {formatPrefix(plan.nearest)}
            </button>
          </p>
        )}
      </div>
    )
  const rows = plan.placed.map(rowOf)
  const columns =
    base.family === 4
      ? ['Network', 'Block', 'First and last host', 'Asked for', 'Spare']
      : ['Network', 'Block', 'First and last address', 'Asked for']
  return (
    <div>
      <p className="vh" role="status">
        The plan fits: {rows.map(([name, block]) => `${name} ${block}`).join(', ')}.
      </p>
      <DataTable caption="The plan" columns={columns} rows={rows} />
      <p className="free">
        {plan.free.length === 0
          ? 'Nothing is left.'
          : `Still free: ${plan.free.slice(0, 12).map(formatPrefix).join(', ')}${plan.free.length > 12 ? ` and ${plan.free.length - 12} more` : ''}.`}
      </p>
      <div className="acts needs-script">
        <CopyButton label="Copy plan as CSV" text={asCsv(columns, rows)} />
      </div>
    </div>
  )
}

function rowOf({ need, prefix, spare }: Placed): string[] {
  const facts = factsOf({ family: prefix.family, value: firstOf(prefix) }, prefix)
  const hosts = facts.first === facts.last ? facts.first : `${facts.first} to ${facts.last}`
  const asked = 'hosts' in need ? `${need.hosts}` : `/${need.bits}`
  // how many addresses of a /64 are left says nothing
  const left = prefix.family === 4 ? ['hosts' in need ? countText(spare) : ''] : []
  return [need.name, facts.prefix, hosts, asked, ...left]
}
