'use client'

import type { CSSProperties } from 'react'
import { Moving } from '@/components/motion/moving'
import { Rewritten } from '@/components/motion/rewritten'
import { useStepper } from '@/components/motion/use-stepper'
import { PacketChips } from '@/components/packet/packet-chips'
import { Glyph, type GlyphName } from '@/components/ui/glyph'
import { WidgetFrame } from '@/components/widgets/frame/widget-frame'
import type { RecordedLink } from './recorded-links'

export type TwoLinksPlayerProps = { readonly title: string; readonly links: readonly RecordedLink[] }

/** Middle of each machine's column, in per cent of the stage. */
const COLUMNS = [12.5, 37.5, 62.5, 87.5] as const

/** A message and its answer on both sides of a home router, with what the router changed in inverse video. */
export function TwoLinksPlayer({ title, links }: TwoLinksPlayerProps) {
  const stepper = useStepper(links.length)
  const link = links[stepper.index]
  const request = links[0].chips
  const changed = Object.keys(link.was)
  return (
    <Moving>
      <WidgetFrame
        title={title}
        heading="h2"
        unit="link"
        stepper={stepper}
        sentence={link.sentence}
        stepText={(index) => `Link ${index + 1} of ${links.length}: ${wireName(links[index])}`}
        actions={<PacketChips chips={request} size="pips" />}
        stage={
          <>
            <div className="stage path" aria-hidden="true">
              <Machine glyph="laptop" name="Your laptop" address={fieldValue(request, 'ip.src')} />
              <Machine glyph="nat" name="Home router" address={fieldValue(links[1].chips, 'ip.src')} />
              <Machine glyph="internet" name="Other routers" address="not recorded" />
              <Machine glyph="server" name="Server" address={fieldValue(request, 'ip.dst')} />
              <Wire from={0} dotted={stepper.index < 0} />
              <Wire from={1} dotted={stepper.index < 1} />
              <Wire from={2} dotted />
              <Flying key={stepper.index} link={link} moving={stepper.moved} seconds={0.6 / stepper.speed} />
            </div>
            <div className="now-at">
              <p>
                <span>
                  <b>On the wire now:</b> {wireName(link)}
                </span>
                {changed.length > 0 && (
                  <span className="key">
                    <i /> changed by the home router
                  </span>
                )}
              </p>
              <PacketChips
                chips={link.chips}
                now={changed}
                value={({ name, value }) =>
                  link.was[name] && (
                    <Rewritten key={stepper.index} was={link.was[name]} now={value} moving={stepper.moved} />
                  )
                }
              />
            </div>
          </>
        }
      />
    </Moving>
  )
}

function Machine({
  glyph,
  name,
  address,
}: {
  readonly glyph: GlyphName
  readonly name: string
  readonly address: string
}) {
  return (
    <div className="n">
      <span className="gl">
        <Glyph name={glyph} />
      </span>
      {name}
      <small>{address}</small>
    </div>
  )
}

function Wire({ from, dotted }: { readonly from: number; readonly dotted: boolean }) {
  return (
    <i
      className={`wirel${dotted ? ' ah' : ''}`}
      style={{ left: `${COLUMNS[from]}%`, width: `${COLUMNS[from + 1] - COLUMNS[from]}%` }}
    />
  )
}

/** The packet on its way: it leaves the sender's side and rests in the middle of the link. */
function Flying({
  link,
  moving,
  seconds,
}: {
  readonly link: RecordedLink
  readonly moving: boolean
  readonly seconds: number
}) {
  const left = link.wire === 'inside' ? 0 : 1
  const sender = link.towards === 'server' ? left : left + 1
  const place = (COLUMNS[left] + COLUMNS[left + 1]) / 2
  const style = {
    left: `${place}%`,
    '--from-x': `${COLUMNS[sender] - place}cqw`,
    animationDuration: `${seconds}s`,
  } as CSSProperties
  return (
    <span className={moving ? 'fl go' : 'fl'} style={style}>
      <PacketChips chips={link.chips} size="pips" />
    </span>
  )
}

function wireName({ wire, towards }: RecordedLink): string {
  if (wire === 'inside') return towards === 'server' ? 'laptop to home router' : 'home router to laptop'
  return towards === 'server' ? 'home router to provider' : 'provider to home router'
}

function fieldValue(chips: RecordedLink['chips'], name: string): string {
  return chips.flatMap(({ fields }) => fields).find((field) => field.name === name)?.value ?? ''
}
