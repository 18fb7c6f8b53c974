'use client'

import type { CSSProperties } from 'react'
import { Glyph } from '@/components/ui/glyph'
import { flagNames } from '@/lib/net/explain/flag-names'
import type { Step } from '@/lib/net/trace/tcp-conversation'

/** A segment riding on its line: name only, or with its numbers when it is the current one. */
export function SegmentChip({
  index,
  step,
  when,
  style,
  moving,
  selectedField,
}: {
  readonly index: number
  readonly step: Step
  readonly when: 'past' | 'now' | 'ahead'
  readonly style: CSSProperties
  readonly moving: boolean
  readonly selectedField: string | null
}) {
  const lost = step.outcome === 'no-answer' && when !== 'ahead'
  const state = when === 'ahead' ? ' ghost' : lost ? ' drop' : when === 'now' ? ' fly' : ''
  const layer = step.kind === 'icmp' ? 3 : 4
  return (
    <span
      className={`sgm${state}${moving ? ' go' : ''}${when === 'now' ? ' now' : ''}`}
      style={style}
      data-step={index}
    >
      <span className="pkt">
        <span className={`hdr l${layer} mini`}>
          <span className="rail">
            <i>{layer}</i>
            {layer === 3 ? `ICMP ${step.label}` : flagNames(step.flags)}
            {step.repeats !== null && when !== 'ahead' && <Glyph name="again" size="s" />}
            <u />
          </span>
          {when === 'now' && layer === 4 && (
            <span className="fs">
              <ChipNumber label="SEQ" value={step.relative.sequence} on={selectedField === 'tcp.seq'} />
              {step.relative.acknowledgment !== null && (
                <ChipNumber
                  label="ACK"
                  value={step.relative.acknowledgment}
                  on={selectedField === 'tcp.ack'}
                />
              )}
              {step.payloadLength > 0 && (
                <ChipNumber label="payload" value={`${step.payloadLength} B`} on={false} />
              )}
            </span>
          )}
        </span>
      </span>
    </span>
  )
}

function ChipNumber({
  label,
  value,
  on,
}: {
  readonly label: string
  readonly value: number | string
  readonly on: boolean
}) {
  return (
    <span className={`fld${on ? ' now' : ''}`}>
      <small>{label}</small>
      {value}
    </span>
  )
}
