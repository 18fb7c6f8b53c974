'use client'

import { useState } from 'react'
import { NodeCross, Topology, type WireState } from '@/components/topology/topology'
import type { TopologyLink } from '@/components/topology/topology-graph'
import { Glyph } from '@/components/ui/glyph'
import { LayerBadge } from '@/components/ui/layer-badge'
import { ReachGrid } from './reach-grid'
import type { Attempt, ReachStory } from './reach-story'

export type AddressReachPlayerProps = { readonly story: ReachStory }

/** Row and column of an attempt. */
export type Cell = readonly [number, number]

/** Sends the same packet from the place and to the address that the reader picks, and remembers what was tried. */
export function AddressReachPlayer({ story }: AddressReachPlayerProps) {
  const { title, layer, graph, from, to, first, attempts } = story
  const [cell, setCell] = useState<Cell>(first)
  const [tried, setTried] = useState<readonly string[]>([first.join()])
  const [row, column] = cell
  const attempt = attempts[row][column]
  const all = attempts.length * from.length

  function send(next: Cell) {
    setCell(next)
    if (!tried.includes(next.join())) setTried([...tried, next.join()])
  }

  function sendAll() {
    setTried(attempts.flatMap((cells, row) => cells.map((_, column) => `${row},${column}`)))
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields alone
    <div className="wid reach" role="group" aria-label={title}>
      <div className="hd">
        <h3>{title}</h3>
        <LayerBadge layer={layer} />
        <span className="sp" />
        <button
          type="button"
          className="btn sm sq"
          aria-label="Start over"
          onClick={() => {
            setCell(first)
            setTried([first.join()])
          }}
        >
          <Glyph name="reset" size="i" />
        </button>
      </div>
      <Topology
        graph={graph}
        now={[from[column].host, ...attempt.taken]}
        wireState={(link) => stateOf(link, graph.links, attempt)}
      >
        {attempt.stopped && <NodeCross graph={graph} node={attempt.stopped} />}
      </Topology>
      <div className="say" aria-live="polite" aria-atomic="true">
        <span className={`end ${attempt.ended}`}>
          <Glyph name={MARKS[attempt.ended]} size="i" />
        </span>
        <span>
          <b>
            {to[row].address} from {from[column].label}:
          </b>{' '}
          {attempt.sentence}
        </span>
      </div>
      <ReachGrid story={story} cell={cell} tried={tried} onSend={send} />
      <p className="reach-key needs-script">
        {KEY.map(({ ended, says }) => (
          <span key={ended} className={`end ${ended}`}>
            <Glyph name={MARKS[ended]} size="i" />
            {says}
          </span>
        ))}
        <span className="sp" />
        <span className="muted">
          {tried.length} of {all} tried
        </span>
        <button type="button" className="btn sm" disabled={tried.length === all} onClick={sendAll}>
          Try the rest
        </button>
      </p>
    </div>
  )
}

export const MARKS = { meant: 'check', other: 'alert', nobody: 'cross' } as const

const KEY = [
  { ended: 'meant', says: 'who was meant' },
  { ended: 'other', says: 'another machine' },
  { ended: 'nobody', says: 'nobody' },
] as const

function stateOf(link: TopologyLink, links: readonly TopologyLink[], { by, asked }: Attempt): WireState {
  const place = links.indexOf(link)
  if (by.includes(place)) return 'now'
  return asked.includes(place) ? 'lost' : 'idle'
}
