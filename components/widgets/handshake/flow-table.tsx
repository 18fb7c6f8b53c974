'use client'

import { useState } from 'react'
import { formatDuration } from '@/lib/net/explain/quantity'
import type { Flow, FlowEnd } from '@/lib/net/trace/flows'

const AT_FIRST = 50

/** The flows of a capture; those of TCP can be played. */
export function FlowTable({
  flows,
  playing,
  onPlay,
}: {
  readonly flows: readonly Flow[]
  /** index of the flow that is played */
  readonly playing: number | null
  readonly onPlay: (flow: Flow) => void
}) {
  const [most, setMost] = useState(AT_FIRST)
  const shown = flows.slice(0, most)
  return (
    <>
      <table className="tbl flows">
        <caption className="vh">Flows in this capture</caption>
        <thead>
          <tr>
            <th scope="col">Protocol</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Frames</th>
            <th scope="col">Bytes</th>
            <th scope="col">Lasts</th>
            <th scope="col">Play</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((flow) => (
            <tr key={flow.index} className={flow.index === playing ? 'now' : undefined}>
              <td data-label="Protocol">{flow.protocol}</td>
              <td data-label="From" className="wire">
                {endText(flow.ends[0])}
              </td>
              <td data-label="To" className="wire">
                {endText(flow.ends[1])}
              </td>
              <td data-label="Frames" className="wire">
                {flow.frames.length}
              </td>
              <td data-label="Bytes" className="wire">
                {flow.bytes}
              </td>
              <td data-label="Lasts" className="wire">
                {formatDuration(flow.lastUs - flow.firstUs)}
              </td>
              <td data-label="Play">
                {flow.playable ? (
                  <button
                    type="button"
                    className="btn sm"
                    aria-pressed={flow.index === playing}
                    onClick={() => onPlay(flow)}
                  >
                    Play<span className="vh"> {endText(flow.ends[0])}</span>
                  </button>
                ) : (
                  <span className="muted">not TCP</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {flows.length > most && (
        <button type="button" className="btn sm" onClick={() => setMost(most + 200)}>
          Show {Math.min(200, flows.length - most)} more of {flows.length} flows
        </button>
      )}
    </>
  )
}

function endText({ address, port }: FlowEnd): string {
  if (port === null) return address || 'unknown'
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}
