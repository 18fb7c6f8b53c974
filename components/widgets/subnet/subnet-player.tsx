'use client'

import { memo, useCallback, useMemo, useRef, useState } from 'react'
import { useAfterPaint } from '@/components/motion/use-after-paint'
import { LayerBadge } from '@/components/ui/layer-badge'
import { type Family, widthOf } from '@/lib/net/subnet/address'
import { formatQuery } from '@/lib/net/subnet/query'
import { CopyLink } from '../frame/copy-link'
import { MomentNotice } from '../frame/moment-notice'
import { useMoment } from '../frame/use-moment'
import { BitsView } from './bits-view'
import { CheckPanel } from './check-panel'
import { type RefusedEntry, readEntries, replaceEntry, withBits } from './entries'
import { Field } from './field'
import { ListPanel } from './list-panel'
import { FIRST_IPV6, FIRST_MOMENT, momentInLink, type SubnetMoment, subnetCodec } from './moment'
import { PrefixSlider } from './prefix-slider'
import { PrefixTable } from './prefix-table'
import { randomBlock } from './random-block'
import { RangePanel } from './range-panel'
import { ResultGrid } from './result-grid'
import { sayQuery } from './sentence'
import { type SubnetPart, SubnetParts } from './subnet-parts'
import { SubnetTwin } from './subnet-twin'

const SamePrefixes = memo(PrefixTable)
const LaterList = memo(ListPanel)

export type SubnetPlayerProps = {
  /** what the ids of its fields begin with: another one for each calculator on a page */
  readonly id: string
  readonly wrote: string
  /** the address that is checked first */
  readonly other: string
  readonly needs: string
  readonly heading: 'h2' | 'h3'
  readonly addressed: boolean
  readonly parts: readonly SubnetPart[]
}

export function SubnetPlayer({ id, wrote, other, needs, heading, addressed, parts }: SubnetPlayerProps) {
  const [moment, setMoment] = useState<SubnetMoment>({ ...FIRST_MOMENT, wrote, other, needs })
  /** the last text of which something was understood: what is drawn while the field holds a mistake */
  const [shown, setShown] = useState(wrote)
  const [told, setTold] = useState<string | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const lastOf = useRef<Record<Family, string>>({ 4: FIRST_MOMENT.wrote, 6: FIRST_IPV6 })
  const { linked, leftOut } = momentInLink(moment)
  const { hash, problem } = useMoment(subnetCodec, linked, { addressed, onGiven: take })

  function take(given: SubnetMoment) {
    setMoment(given)
    setTold(null)
    setShown(isRead(given.wrote) ? given.wrote : FIRST_MOMENT.wrote)
  }
  /** Never another function, so that what hears it is not drawn again for its sake. */
  const change = useCallback((changed: Partial<SubnetMoment>, said: string | null = null) => {
    setMoment((before) => ({ ...before, ...changed }))
    setTold(said)
    if (changed.wrote !== undefined && isRead(changed.wrote)) setShown(changed.wrote)
  }, [])
  const write = (next: string, more: Partial<SubnetMoment> = {}) =>
    change({ cuts: '', at: 0, ...more, wrote: next })

  const drawn = useMemo(() => readEntries(shown), [shown])
  const { read } = drawn
  const { refused } = useMemo(
    () => (moment.wrote === shown ? drawn : readEntries(moment.wrote)),
    [moment.wrote, shown, drawn],
  )
  const at = Math.min(moment.at, read.length - 1)
  const entry = read[at]
  const { query } = entry
  const block = query.kind === 'block' ? query : null
  const family = block ? block.prefix.family : query.kind === 'range' ? query.range.family : 4
  const width = widthOf(family)
  const bits = block?.prefix.bits ?? 0
  const from = Math.min(moment.from < 0 ? usualFrom(family, bits) : moment.from, bits)
  const said = sayQuery(query)
  const mistaken = refused.length > 0 && moment.wrote !== shown
  // what was written is answered first, and what stands below follows
  const { cuts } = moment
  const later = useAfterPaint(useMemo(() => ({ shown, at, from, cuts }), [shown, at, from, cuts]))

  const listed = useMemo(
    () => (later.shown === shown ? read : readEntries(later.shown).read),
    [later.shown, shown, read],
  )
  const choose = useCallback((index: number) => change({ at: index, cuts: '' }), [change])

  const setBits = (length: number) => write(withBits(shown, entry, length), { at })
  const has = (part: SubnetPart) => parts.includes(part)

  function changeFamily(to: Family) {
    if (to === family) return
    lastOf.current[family] = shown
    write(lastOf.current[to], { from: -1 })
  }

  // beside the calculator where there is room for it, on a page of its own
  const aside = addressed && has('check')
  const check = has('check') && (
    <CheckPanel
      id={id}
      query={query}
      other={moment.other}
      heading={heading}
      onOther={(written) => change({ other: written })}
    />
  )

  return (
    <div className={`sub${aside ? ' cols' : ''}`}>
      <div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields */}
        <div className="wid" role="group" aria-label="Subnet calculator">
          <div className="hd">
            <Title
              heading={heading}
              text={read.length > 1 ? `${entry.text} (${at + 1} of ${read.length})` : formatQuery(query)}
            />
            <LayerBadge layer={3} />
            <span className="sp" />
            <span className="seg needs-script">
              {([4, 6] as const).map((each) => (
                <button
                  type="button"
                  key={each}
                  aria-pressed={family === each}
                  onClick={() => changeFamily(each)}
                >
                  IPv{each}
                </button>
              ))}
            </span>
            <CopyLink name="subnet" hash={hash} />
          </div>
          <MomentNotice problem={problem} />
          {leftOut && (
            <p className="notice" role="status">
              <span>A link to this leaves out {leftOut}: there is no room for so long a text in a link.</span>
            </p>
          )}
          <div className="ins needs-script">
            <Field
              id={id}
              field={field}
              wrote={moment.wrote}
              refused={refused}
              onWrite={(next) => write(next)}
              onMend={(wrong: RefusedEntry, nearest) => {
                write(replaceEntry(moment.wrote, wrong.line, nearest))
                field.current?.focus()
              }}
            />
            <Length
              id={`${id}-prefix`}
              label="Prefix"
              value={bits}
              most={width}
              off={!block}
              onChoose={setBits}
            />
            <Length
              id={`${id}-from`}
              label="Split from"
              value={from}
              most={bits}
              off={!block}
              onChoose={(length) => change({ from: length })}
            />
            <button
              type="button"
              className="btn"
              onClick={() => write(randomBlock(family, Math.random), { from: -1 })}
            >
              Random
            </button>
          </div>
          {block ? (
            <>
              <BitsView address={block.address} bits={bits} from={from} onBits={setBits} />
              <PrefixSlider bits={bits} width={width} onBits={setBits} />
              <ResultGrid address={block.address} prefix={block.prefix} />
            </>
          ) : (
            query.kind === 'range' && <RangePanel range={query.range} />
          )}
          <div className="say" aria-live="polite" aria-atomic="true">
            <span className="st">{mistaken ? 'not changed' : said.label}</span>
            <span>
              {mistaken
                ? `Not understood: ${refused[0].error}. You still see ${formatQuery(query)}.`
                : (told ?? said.sentence)}
            </span>
          </div>
        </div>
        {listed.length > 1 && (
          <LaterList entries={listed} at={later.at} heading={heading} onChoose={choose} />
        )}
        {!aside && check && <div className="side">{check}</div>}
        <SubnetParts
          id={id}
          {...later}
          cuts={later.shown === shown && later.at === at ? cuts : later.cuts}
          needs={moment.needs}
          parts={parts}
          heading={heading}
          onChange={change}
        />
        {/* on paper the working and the facts are there already */}
        <div className={`cap${block && has('working') && has('facts') ? ' print:hidden' : ''}`}>
          <SubnetTwin id={`${id}-text`} shown={later.shown} at={later.at} />
        </div>
      </div>
      {aside && (
        <aside className="side">
          {check}
          {has('know') && <SamePrefixes family={family} bits={bits} heading={heading} />}
        </aside>
      )}
    </div>
  )
}

function isRead(wrote: string): boolean {
  return readEntries(wrote).read.length > 0
}

function Title({ heading: Heading, text }: { readonly heading: 'h2' | 'h3'; readonly text: string }) {
  return <Heading>{text}</Heading>
}

/** A prefix length to choose. */
function Length({
  id,
  label,
  value,
  most,
  off,
  onChoose,
}: {
  readonly id: string
  readonly label: string
  readonly value: number
  readonly most: number
  readonly off: boolean
  readonly onChoose: (bits: number) => void
}) {
  return (
    <div>
      <label className="lab" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="inp wire"
        value={off ? '' : value}
        disabled={off}
        onChange={(event) => onChoose(Number(event.currentTarget.value))}
      >
        {off && <option value="">a range</option>}
        {Array.from({ length: most + 1 }, (_, bits) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a length is its place
          <option key={bits} value={bits}>
            /{bits}
          </option>
        ))}
      </select>
    </div>
  )
}

/** The last octet boundary in the network part; in IPv6 that of a group of 16 bits. */
function usualFrom(family: Family, bits: number): number {
  const step = family === 4 ? 8 : 16
  return Math.floor(bits / step) * step
}
