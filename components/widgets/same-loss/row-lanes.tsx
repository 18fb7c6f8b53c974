'use client'

import type { LossRow } from '@/lib/net/same-loss/row'
import { PIECES_EACH, pieceName, STREAMS } from '@/lib/net/same-loss/settings'
import { NAMES } from '@/lib/net/same-loss/tell'

/** One transport: a line for each piece, stream by stream: on its way, waiting in the kernel or the library, with the program. */
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
  return (
    <div className={`slrow${active ? ' act' : ''}`}>
      <p>{NAMES[row.transport]}</p>
      {STREAMS.map((stream, lane) => (
        <div className="slstream" key={stream}>
          {Array.from({ length: PIECES_EACH }, (_, index) => index * STREAMS.length + lane).map((piece) => (
            <PieceLine key={piece} row={row} piece={piece} endUs={endUs} nowUs={nowUs} />
          ))}
        </div>
      ))}
    </div>
  )
}

function PieceLine({
  row,
  piece,
  endUs,
  nowUs,
}: {
  readonly row: LossRow
  readonly piece: number
  readonly endUs: number
  readonly nowUs: number
}) {
  const at = (us: number) => `${(us / endUs) * 100}%`
  const had = row.delivered[piece] ?? null
  const copies = row.packets.filter((packet) => packet.piece === piece)
  const came = copies.find(({ arrivedUs }) => arrivedUs !== null)?.arrivedUs ?? null
  return (
    <div className={`slpiece${had !== null && had <= nowUs ? ' on' : ''}`}>
      <b>{pieceName(piece)}</b>
      <div>
        {copies.map(({ sentUs, arrivedUs }, copy) =>
          arrivedUs === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: copies of one piece, in order
            <span key={copy} className="slgone" style={{ left: at(sentUs) }}>
              ×
            </span>
          ) : (
            <i
              // biome-ignore lint/suspicious/noArrayIndexKey: copies of one piece, in order
              key={copy}
              className="slway"
              style={{ left: at(sentUs), width: at(arrivedUs - sentUs) }}
            />
          ),
        )}
        {came !== null && had !== null && had > came && (
          <i className="slwait" style={{ left: at(came), width: at(had - came) }} />
        )}
        {had !== null && <i className="slhad" style={{ left: at(had) }} />}
        <i className="slnow" style={{ left: at(nowUs) }} />
      </div>
    </div>
  )
}
