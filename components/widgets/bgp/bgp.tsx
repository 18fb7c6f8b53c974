import { Fragment } from 'react'
import { DataTable } from '@/components/widgets/frame/data-table'
import { Island } from '@/components/widgets/frame/island'
import { asSituations, NO_SAFEGUARDS, type Safeguards } from '@/lib/net/bgp/situations'
import { CHOSEN_COLUMNS, chosenRows, tellAsStory } from './as-story'
import { BgpPlayer } from './bgp-player'

/** Runs that the text form tells: every situation as it is, and those with a safeguard that changes its end. */
const TOLD: readonly { readonly id: string; readonly with: Partial<Safeguards>; readonly words: string }[] = [
  ...asSituations.map(({ id }) => ({ id, with: {}, words: '' })),
  { id: 'leak', with: { roles: true }, words: 'the transit ASes use Only to Customer' },
  {
    id: 'hijack',
    with: { roa: 'exact', drops: 'north' },
    words: 'a ROA, and AS 64496 drops what is invalid',
  },
  {
    id: 'specific',
    with: { roa: 'exact', drops: 'north' },
    words: 'a ROA, and AS 64496 drops what is invalid',
  },
  {
    id: 'forged',
    with: { roa: 'loose', drops: 'both' },
    words: 'a ROA up to /25, and both transit ASes drop',
  },
  { id: 'forged', with: { roa: 'exact', drops: 'north' }, words: 'a ROA up to /24, and AS 64496 drops' },
]

/** Situations whose text form ends in a table; for the others the last sentence says where packets go. */
const TABLES: readonly string[] = ['announce', 'hijack', 'specific']

/** Six ASes that announce, prefer, leak and hijack, and what stops the last two; `situation` is shown first. */
export function Bgp({ situation = 'announce', ask }: { readonly situation?: string; readonly ask?: string }) {
  if (!asSituations.some(({ id }) => id === situation))
    throw new Error(
      `Bgp: there is no situation ${situation}; there are ${asSituations.map(({ id }) => id).join(', ')}`,
    )
  const textId = 'text-bgp'
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="bgp"
        of={BgpPlayer}
        player={{ title: 'Six autonomous systems', situation }}
        textId={textId}
      />
      <figcaption className="cap">
        Every message, table and reason is computed by the course’s BGP engine, one router an AS. A plus is an
        announcement, a minus a withdrawal; solid lines are the way of the packets, or of a message at this
        step. AS 64496 and AS 64497 are peers. AS 64498, AS 64499 and AS 64511 are customers of AS 64496; AS
        64499 and AS 64500 of AS 64497; AS 64500 of AS 64499 too.
        <details className="twin" id={textId}>
          <summary>Read these runs as text</summary>
          {TOLD.map((told) => {
            const situation = asSituations.find(({ id }) => id === told.id) ?? asSituations[0]
            const frames = tellAsStory(situation, { ...NO_SAFEGUARDS, ...told.with })
            return (
              <Fragment key={`${told.id} ${told.words}`}>
                <p className="sit">
                  {told.words === '' ? situation.title : `${situation.title}: ${told.words}`}
                </p>
                <ol>
                  {frames.map(({ sentence }, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
                    <li key={at}>{sentence}</li>
                  ))}
                </ol>
                {told.words === '' && TABLES.includes(told.id) && (
                  <DataTable
                    caption="What each AS has chosen at the end"
                    columns={CHOSEN_COLUMNS}
                    rows={chosenRows(frames[frames.length - 1])}
                  />
                )}
              </Fragment>
            )
          })}
        </details>
      </figcaption>
    </figure>
  )
}
