import { memo, useMemo } from 'react'
import { formatPrefix } from '@/lib/net/addr/prefix'
import { readEntries, replaceEntry } from './entries'
import { FactPanel } from './fact-panel'
import type { SubnetMoment } from './moment'
import { Neighbours } from './neighbours'
import { Planner } from './planner'
import { SplitTable } from './split-table'
import { WorkingList } from './working-list'

/** What stands under the frame and beside it, besides what is always there. */
export type SubnetPart = 'neighbours' | 'working' | 'split' | 'plan' | 'facts' | 'check' | 'know'

type Props = {
  /** what the ids of its fields begin with */
  readonly id: string
  readonly shown: string
  readonly at: number
  readonly from: number
  readonly cuts: string
  readonly needs: string
  readonly parts: readonly SubnetPart[]
  readonly heading: 'h2' | 'h3'
  readonly onChange: (changed: Partial<SubnetMoment>, said?: string) => void
}

/** The sections under the frame, for the block that is drawn. Each is drawn again only when what it shows has changed. */
export const SubnetParts = memo(function SubnetParts({
  id,
  shown,
  at,
  from,
  cuts,
  needs,
  parts,
  heading,
  onChange,
}: Props) {
  const entries = useMemo(() => readEntries(shown).read, [shown])
  const entry = entries[Math.min(at, entries.length - 1)]
  const block = entry.query.kind === 'block' ? entry.query : null
  if (!block) return null
  const { address, prefix } = block
  const has = (part: SubnetPart) => parts.includes(part)
  return (
    <>
      {has('neighbours') && (
        <SameNeighbours address={address} prefix={prefix} from={from} heading={heading} />
      )}
      {has('working') && <SameWorking address={address} prefix={prefix} heading={heading} />}
      {has('split') && (
        <SplitTable
          root={prefix}
          cuts={cuts}
          heading={heading}
          onCuts={(next, said) => onChange({ cuts: next }, said)}
        />
      )}
      {has('plan') && (
        <Planner
          id={id}
          base={prefix}
          needs={needs}
          heading={heading}
          onNeeds={(next) => onChange({ needs: next })}
          onBase={(base) => onChange({ wrote: replaceEntry(shown, entry, formatPrefix(base)), cuts: '' })}
        />
      )}
      {has('facts') && <SameFacts block={block} entries={entries} heading={heading} />}
    </>
  )
})

const SameNeighbours = memo(Neighbours)
const SameWorking = memo(WorkingList)
const SameFacts = memo(FactPanel)
