'use client'

import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { LayerNumber } from '@/lib/course/layers'
import { cellKey, type HeaderCell } from './header-cells'
import { targetOf } from './header-table'

/** So many fields are drawn at once; a button brings the others. */
const LISTED_FIRST = 80

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
  const list = useRef<HTMLDivElement>(null)
  const pressed = useRef(false)
  const [all, setAll] = useState(false)
  const chosen = cells.findIndex((cell) => cellKey(cell) === selected)
  if (chosen >= LISTED_FIRST && !all) setAll(true) // it was chosen by one of its bytes
  const listed = all ? cells : cells.slice(0, LISTED_FIRST)
  const others = cells.length - listed.length

  // the button that was pressed is gone: who pressed it goes on at the first field that it brought
  useEffect(() => {
    if (all && pressed.current)
      list.current?.querySelectorAll<HTMLElement>('[role=option]')[LISTED_FIRST]?.focus()
  }, [all])

  function showAll() {
    pressed.current = true
    setAll(true)
    onSelect(cells[LISTED_FIRST])
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const to = targetOf(event.key, chosen, listed.length)
    if (to === null) return
    event.preventDefault()
    event.stopPropagation() // here the arrows move between fields, not between steps
    onSelect(listed[to])
    event.currentTarget.querySelectorAll<HTMLElement>('[role=option]')[to]?.focus()
  }

  return (
    <div className={`bt l${layer}`}>
      <div
        ref={list}
        className="fl-list"
        role="listbox"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={onKeyDown}
      >
        {listed.map((cell, index) => {
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
      {others > 0 && (
        <button type="button" className="btn sm mt-2" onClick={showAll}>
          {others === 1 ? 'Show the other field' : `Show the other ${others} fields`}
        </button>
      )}
    </div>
  )
}

const MOST = 120

function shorten(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}
