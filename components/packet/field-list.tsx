'use client'

import type { KeyboardEvent } from 'react'
import type { LayerNumber } from '@/lib/course/layers'
import { cellKey, type HeaderCell } from './header-cells'
import { targetOf } from './header-table'

/** The fields of a message that no RFC draws as rows of bits, one under the other. One stop for the Tab key; arrows choose. */
export function FieldList({
  cells,
  layer,
  label,
  selected,
  onSelect,
}: {
  readonly cells: readonly HeaderCell[]
  readonly layer: LayerNumber
  readonly label: string
  /** key of the chosen cell, see `cellKey` */
  readonly selected: string | null
  readonly onSelect: (cell: HeaderCell) => void
}) {
  const chosen = cells.findIndex((cell) => cellKey(cell) === selected)

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const to = targetOf(event.key, chosen, cells.length)
    if (to === null) return
    event.preventDefault()
    event.stopPropagation() // here the arrows move between fields, not between steps
    onSelect(cells[to])
    event.currentTarget.querySelectorAll<HTMLElement>('[role=option]')[to]?.focus()
  }

  return (
    <div className={`bt l${layer}`}>
      <div className="fl-list" role="listbox" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {cells.map((cell, index) => {
          const now = cellKey(cell) === selected
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys for all of its options
            <div
              key={cellKey(cell)}
              className={now ? 'fl-row now' : 'fl-row'}
              role="option"
              aria-selected={now}
              tabIndex={now || (chosen < 0 && index === 0) ? 0 : -1}
              onClick={() => onSelect(cell)}
            >
              <small>{cell.text.label}</small>
              <span>{shorten(cell.value || cell.hex)}</span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

const MOST = 120

function shorten(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}
