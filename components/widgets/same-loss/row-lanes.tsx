'use client'

import type { LossRow } from '@/lib/net/same-loss/row'
import { PIECES_EACH, pieceName, STREAMS } from '@/lib/net/same-loss/settings'
import { NAMES } from '@/lib/net/same-loss/tell'

/** One transport: a lane for each stream, a mark where a piece arrives, a bar while it waits, a box when the program has it. */
export function RowLanes({
  row,
  endUs,
  nowUs,
  active,
}: {
  readonly row: LossRow
  readonly endUs: number
  readonly nowUs: number
  /** the current event is in this row */
  readonly active: boolean
}) {
  const { transport, packets, delivered } = row
  const at = (us: number) => `${(us / endUs) * 100}%`
  return (
    <div className={`slrow${active ? ' act' : ''}`}>
      <p>{NAMES[transport]}</p>
      {STREAMS.map((stream, lane) => (
        <div className="sllane" key={stream}>
          <b>{stream}</b>
          <div className="sltrack">
            <i className="slnow" style={{ left: at(nowUs) }} />
            {Array.from({ length: PIECES_EACH }, (_, index) => index * STREAMS.length + lane).map((piece) => {
              const had = delivered[piece]
              const copies = packets.filter((packet) => packet.piece === piece)
              const came = copies.find(({ arrivedUs }) => arrivedUs !== null)?.arrivedUs ?? null
              const name = pieceName(piece)
              if (came === null || had === null || had === undefined)
                return (
                  <span key={name} className="slgone" style={{ left: at(copies[0]?.sentUs ?? 0) }}>
                    ×<small>{index1(piece)}</small>
                  </span>
                )
              return (
                <span key={name} className={had <= nowUs ? 'on' : 'off'}>
                  {had > came && <i className="slwait" style={{ left: at(came), width: at(had - came) }} />}
                  <i className="slhad" style={{ left: at(had) }}>
                    {had > came ? '' : index1(piece)}
                  </i>
                </span>
              )
            })}
          </div>
        </div>
      ))}
    </div>
  )
}

function index1(piece: number): number {
  return Math.floor(piece / STREAMS.length) + 1
}
