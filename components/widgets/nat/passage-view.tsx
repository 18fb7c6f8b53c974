'use client'

import { PacketChips } from '@/components/packet/packet-chips'
import { Glyph } from '@/components/ui/glyph'
import type { Passage } from '@/lib/net/nat-lab/moment'
import type { World } from '@/lib/net/nat-lab/places'
import { changedNames, natChips } from './nat-chips'

export type Side = 'before' | 'after'

/** The packet of a moment on both sides of the NAT, with what changed in inverse video. */
export function PassageView({
  passage,
  world,
  shown,
  onShow,
}: {
  readonly passage: Passage | null
  readonly world: World
  /** whose bytes are on show */
  readonly shown: Side | null
  readonly onShow: (side: Side | null) => void
}) {
  if (!passage) return <div className="rw still">No packet in this step.</div>
  const title = world.nats.find(({ name }) => name === passage.nat)?.title
  const before = natChips(passage.before)
  const after = passage.after ? natChips(passage.after) : null
  const press = (side: Side) => () => onShow(shown === side ? null : side)
  return (
    <div className="rw">
      <div>
        <Head
          text={title ? `Before ${title}` : 'On its way'}
          pressed={shown === 'before'}
          onPress={press('before')}
        />
        <PacketChips chips={before} />
      </div>
      {title && (
        <>
          <div className="mid">
            <Glyph name={after ? 'next' : 'cross'} />
          </div>
          <div>
            {after ? (
              <>
                <Head text={`After ${title}`} pressed={shown === 'after'} onPress={press('after')} />
                <PacketChips chips={after} now={changedNames(before, after)} />
              </>
            ) : (
              <>
                <p className="rwh">After {title}</p>
                <p className="none">
                  Nothing leaves.{' '}
                  {passage.fate === 'taken' ? 'The router takes it for itself.' : 'The packet is dropped.'}
                </p>
              </>
            )}
          </div>
        </>
      )}
    </div>
  )
}

function Head({
  text,
  pressed,
  onPress,
}: {
  readonly text: string
  readonly pressed: boolean
  readonly onPress: () => void
}) {
  return (
    <p className="rwh">
      {text}
      <button type="button" className="btn sm" aria-pressed={pressed} onClick={onPress}>
        <Glyph name="bytes" size="i" />
        Bytes<span className="vh"> {text.toLowerCase()}</span>
      </button>
    </p>
  )
}
