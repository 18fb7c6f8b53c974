'use client'

import type { KeyboardEvent } from 'react'
import type { LayerNumber } from '@/lib/course/layers'
import { cellKey, type HeaderCell } from './header-cells'
import { type DrawnCell, headerRows } from './header-rows'

/** A header as its RFC draws it, 32 bits a row. One stop for the Tab key; arrow keys choose the field. */
export function HeaderTable({
  cells,
  layer,
  label,
  selected,
  was = {},
  onSelect,
}: {
  readonly cells: readonly HeaderCell[]
  readonly layer: LayerNumber
  readonly label: string
  /** key of the chosen cell, see `cellKey` */
  readonly selected: string | null
  /** values from before, of the fields that have changed, by name */
  readonly was?: Readonly<Record<string, string>>
  readonly onSelect: (cell: HeaderCell) => void
}) {
  const chosen = cells.findIndex((cell) => cellKey(cell) === selected)

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const to = targetOf(event.key, chosen, cells.length)
    if (to === null) return
    event.preventDefault()
    event.stopPropagation() // here the arrows move between fields, not between steps
    onSelect(cells[to])
    const options = event.currentTarget.querySelectorAll<HTMLElement>('[role=option]')
    options[to]?.focus()
  }

  return (
    <div className={`bt l${layer}`}>
      <div className="ruler" aria-hidden="true">
        {[0, 4, 8, 12, 16, 20, 24, 28].map((bit) => (
          <span key={bit}>{bit}</span>
        ))}
      </div>
      <div className="bg" role="listbox" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        {headerRows(cells).map((piece, index) => (
          <Piece
            key={piece.key}
            piece={piece}
            selected={selected}
            was={piece.cell ? was[piece.cell.name] : undefined}
            stop={chosen < 0 && index === 0}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  )
}

function Piece({
  piece: { cell, columns, rows, hex, first, withValue },
  selected,
  was,
  stop,
  onSelect,
}: {
  readonly piece: DrawnCell
  readonly selected: string | null
  readonly was: string | undefined
  /** the Tab key stops here although it is not chosen */
  readonly stop: boolean
  readonly onSelect: (cell: HeaderCell) => void
}) {
  const style = { gridColumn: `span ${columns}` }
  if (!cell) return <div className="bf rest" style={style} aria-hidden="true" />
  const now = cellKey(cell) === selected
  const { label: name } = cell.text
  const label = columns < 16 ? (cell.text.short ?? name) : name
  const option = first
    ? {
        role: 'option',
        'aria-selected': now,
        // with the short form that is seen, for whoever speaks it
        'aria-label': `${label === name ? name : `${name} (${label})`}: ${cell.hex}${cell.value ? `, ${cell.value}` : ''}${was === undefined ? '' : `, changed from ${was}`}`,
        tabIndex: now || stop ? 0 : -1,
      }
    : { 'aria-hidden': true }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox handles the keys for all of its options
    // biome-ignore lint/a11y/noStaticElementInteractions: a piece of an option, whose role is spread below
    <div
      className={`bf${now ? ' now' : ''}${was === undefined ? '' : ' chg'}${columns < 8 ? ' narrow' : ''}`}
      style={style}
      {...option}
      onClick={() => onSelect(cell)}
    >
      {/* spaces, so that its words are those of its name also where it is not laid out */}
      <small>{first ? label : `${label}, continued`}</small> <span>{hex}</span>{' '}
      {withValue && was !== undefined && <del>{was}</del>} {withValue && <em>{cell.value}</em>}
      {rows > 1 && <i className="rows">{rows * 32} bits</i>}
    </div>
  )
}

/** Which of `count` fields a key leads to from the chosen one; null for a key that leads nowhere. */
export function targetOf(key: string, chosen: number, count: number): number | null {
  if (count === 0) return null
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, chosen + 1)
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, chosen - 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}
