import { Island } from '../frame/island'
import { readEntries } from './entries'
import { FIRST_MOMENT } from './moment'
import type { SubnetPart } from './subnet-parts'
import { SubnetPlayer } from './subnet-player'

/**
 * The subnet calculator in a lesson. `address` is what its field holds first (one block), `other` a second one that is
 * checked against it, `ask` the question that opens it, `needs` the lines
 * of the plan, `parts` what stands under it, as words with blanks between: `neighbours working split plan facts check know`.
 */
export function Subnet({
  ask,
  address = FIRST_MOMENT.wrote,
  other = FIRST_MOMENT.other,
  needs = FIRST_MOMENT.needs,
  parts = 'neighbours working',
}: {
  readonly ask?: string
  readonly address?: string
  readonly other?: string
  readonly needs?: string
  readonly parts?: string
}) {
  const shown = parts.split(' ').map((part) => {
    const known = PARTS.find((each) => each === part)
    if (!known) throw new Error(`Subnet: there is no part “${part}”: known are ${PARTS.join(', ')}`)
    return known
  })
  if (readEntries(address).read[0]?.query.kind !== 'block')
    throw new Error(`Subnet: “${address}” is not an address with a prefix length`)
  const id = `subnet-${address.replace(/[^0-9a-f]+/g, '-')}`
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="subnet"
        of={SubnetPlayer}
        player={{ id, wrote: address, other, needs, heading: 'h3', addressed: false, parts: shown }}
        textId={`${id}-text`}
      />
      <figcaption className="cap">
        Everything is computed as you change it.{' '}
        <a href="/tools/subnet/">The calculator has a page of its own.</a>
      </figcaption>
    </figure>
  )
}

const PARTS: readonly SubnetPart[] = ['neighbours', 'working', 'split', 'plan', 'facts', 'check', 'know']
