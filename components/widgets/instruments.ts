import type { Instrument } from './frame/instrument'
import { handshake } from './handshake/instrument'
import { nat } from './nat/instrument'
import { subnet } from './subnet/instrument'

/** Every instrument, in the order of the index: one line gives it a place there, a page under /tools and one under /embed. */
export const instruments: readonly Instrument[] = [handshake, subnet, nat]

/** Throws on a name that no instrument has: that is a fault of a route, not of the reader. */
export function instrumentNamed(name: string): Instrument {
  const found = instruments.find((instrument) => instrument.name === name)
  if (!found)
    throw new Error(`there is no instrument ${name}: components/widgets/instruments.ts names them all`)
  return found
}
