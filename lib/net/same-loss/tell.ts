import type { LossRow, RowNotice, RowPacket } from './row'
import { PIECES, pieceName, STREAMS, streamOf, type Transport } from './settings'

/** One thing to look at, in one row or in all. */
export type LossMoment = {
  readonly atUs: number
  readonly where: Transport | 'all'
  readonly sentence: string
}

export const NAMES: Readonly<Record<Transport, string>> = { tcp: 'TCP', udp: 'UDP', quic: 'QUIC' }

/** The events of the three rows in the order of their times. */
export function tellLoss(rows: readonly LossRow[]): readonly LossMoment[] {
  const moments = rows.flatMap((row) => [...waitingMoments(row), ...repairMoments(row)])
  const lastUs = Math.max(
    ...rows.flatMap(({ packets }) => firstCopies(packets).map(({ arrivedUs }) => arrivedUs ?? 0)),
  )
  return [
    { atUs: 0, where: 'all', sentence: startText(rows) },
    ...[...moments, { atUs: lastUs, where: 'all' as const, sentence: countText(rows, lastUs) }].sort(
      (a, b) => a.atUs - b.atUs,
    ),
    { atUs: endOf(rows), where: 'all', sentence: endText(rows) },
  ]
}

/** When the last thing happens in any row. */
export function endOf(rows: readonly LossRow[]): number {
  return Math.max(
    ...rows.flatMap(({ delivered, packets }) => [
      ...delivered.map((at) => at ?? 0),
      ...packets.map(({ sentUs }) => sentUs),
    ]),
  )
}

/** "67.9 ms" */
export function msText(us: number): string {
  return `${(us / 1000).toFixed(1)} ms`
}

/** When the first copy of a piece that was not lost came, for how long a piece waited: 0 when it did not, null when it never came. */
export function waitOf({ packets, delivered }: LossRow, piece: number): number | null {
  const arrived = packets.find((packet) => packet.piece === piece && packet.arrivedUs !== null)?.arrivedUs
  const at = delivered[piece]
  return arrived === null || arrived === undefined || at === null || at === undefined ? null : at - arrived
}

/** When a stream is complete; null when it never is. */
export function completeAt({ delivered }: LossRow, stream: number): number | null {
  const times = delivered.filter((_, piece) => streamOf(piece) === stream)
  return times.some((at) => at === null) ? null : Math.max(...times.map((at) => at ?? 0))
}

function firstCopies(packets: readonly RowPacket[]): readonly RowPacket[] {
  return packets.filter(({ again }) => !again)
}

function lostNames(packets: readonly RowPacket[]): string {
  return joined(packets.filter(({ arrivedUs }) => arrivedUs === null).map(({ piece }) => pieceName(piece)))
}

function joined(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function startText(rows: readonly LossRow[]): string {
  const lost = lostNames(firstCopies(rows[0].packets))
  const what = lost === '' ? 'Nothing is lost.' : `In each row the packet with ${lost} is lost on the way.`
  return `Twelve packets leave at once in each row, one piece in each, in the order A1, B1, C1, A2 and so on. ${lost.includes('and') ? what.replace('packet', 'packets').replace('is lost', 'are lost') : what}`
}

/** The first pieces that arrive behind a hole: who must wait and who need not. */
function waitingMoments(row: LossRow): readonly LossMoment[] {
  const arrivals = row.packets.filter(({ arrivedUs }) => arrivedUs !== null)
  const missing = (packet: RowPacket) =>
    firstCopies(row.packets).find(({ piece, arrivedUs }) => piece < packet.piece && arrivedUs === null)
  const behind = arrivals.filter((packet) => !packet.again && missing(packet))
  const moments: LossMoment[] = []
  const held = behind.find((packet) => row.delivered[packet.piece] !== packet.arrivedUs)
  const passed = behind.find((packet) => row.delivered[packet.piece] === packet.arrivedUs)
  for (const packet of [held, passed]) {
    if (!packet) continue
    const { piece } = packet
    const hole = pieceName(missing(packet)!.piece)
    moments.push({
      atUs: packet.arrivedUs!,
      where: row.transport,
      sentence:
        packet === held ? heldText(row.transport, piece, hole) : passedText(row.transport, piece, hole),
    })
  }
  return moments
}

function heldText(transport: Transport, piece: number, hole: string): string {
  const name = pieceName(piece)
  return transport === 'tcp'
    ? `TCP: ${name} arrives behind the hole of ${hole}. For TCP all twelve are one stream of bytes, so ${name} waits in the kernel, whichever stream it belongs to.`
    : `QUIC: ${name} arrives and waits, because an earlier piece of its own stream, ${STREAMS[streamOf(piece)]}, is missing.`
}

function passedText(transport: Transport, piece: number, hole: string): string {
  const name = pieceName(piece)
  return transport === 'udp'
    ? `UDP: ${name} arrives, and the program has it at once. Nobody but the program could notice that ${hole} is missing.`
    : `QUIC: ${name} arrives, and the program has it at once. ${hole} is missing, but stream ${STREAMS[streamOf(piece)]} has no hole.`
}

function repairMoments(row: LossRow): readonly LossMoment[] {
  const repeats = row.packets.filter(({ again }) => again)
  return [
    ...row.notices.map((notice) => noticeMoment(row, notice, repeats)),
    ...repeats.flatMap((packet) => repeatMoment(row, packet)),
  ]
}

function noticeMoment(row: LossRow, { how, atUs }: RowNotice, repeats: readonly RowPacket[]): LossMoment {
  const name = NAMES[row.transport]
  const sent = repeats.filter(({ sentUs }) => sentUs >= atUs)[0]
  const first = sent && row.packets.find(({ piece }) => piece === sent.piece)
  const numbers =
    !sent || !first
      ? ''
      : row.transport === 'tcp'
        ? ` ${pieceName(sent.piece)} leaves again, under the same sequence number ${sent.number}.`
        : ` ${pieceName(sent.piece)} leaves again, in packet ${sent.number}. Packet ${first.number} stays lost: a number is never used twice.`
  const why = {
    'three-reports':
      row.transport === 'tcp'
        ? 'three segments behind the hole are reported, so the sender takes it for a loss'
        : 'a packet sent three later is acknowledged, so the sender takes the missing one for lost',
    time: 'a later packet is acknowledged, and nine eighths of a round trip have passed: that counts as a loss',
    probe:
      row.transport === 'tcp'
        ? 'nothing has come back for a while, and a tail loss probe asks'
        : 'the probe timeout has passed without an acknowledgment, and a probe asks',
    timeout: 'the retransmission timeout has passed',
  }[how]
  return { atUs, where: row.transport, sentence: `${name}: ${why}.${numbers}` }
}

function repeatMoment(row: LossRow, { piece, arrivedUs, sentUs }: RowPacket): readonly LossMoment[] {
  const name = NAMES[row.transport]
  if (arrivedUs === null)
    return [
      {
        atUs: sentUs,
        where: row.transport,
        sentence: `${name}: this repetition of ${pieceName(piece)} is lost as well.`,
      },
    ]
  if (row.delivered[piece] !== arrivedUs) return []
  const freed = row.delivered.flatMap((at, other) => (at === arrivedUs && other !== piece ? [other] : []))
  const waits = freed.map((other) => waitOf(row, other) ?? 0)
  const longest = Math.max(0, ...waits)
  const after =
    freed.length === 0
      ? 'Nothing waited for it.'
      : `With it ${joined(freed.map(pieceName))} ${freed.length === 1 ? 'is' : 'are'} handed over, after waiting for up to ${msText(longest)}.`
  return [
    {
      atUs: arrivedUs,
      where: row.transport,
      sentence: `${name}: the repetition of ${pieceName(piece)} arrives. ${after}`,
    },
  ]
}

function countText(rows: readonly LossRow[], atUs: number): string {
  const counts = rows.map(({ transport, delivered }) => {
    const had = delivered.filter((at) => at !== null && at <= atUs).length
    return `${NAMES[transport]} ${had}`
  })
  return `The last of the first twelve has arrived. Of ${PIECES} pieces the program has had: ${counts.join(', ')}.`
}

function endText(rows: readonly LossRow[]): string {
  const parts = rows.map((row) => {
    const had = row.delivered.filter((at) => at !== null).length
    if (had < PIECES)
      return `${NAMES[row.transport]}’s program has ${had} of ${PIECES} pieces and will not get the rest`
    return `${NAMES[row.transport]}’s program has everything after ${msText(Math.max(...row.delivered.map((at) => at ?? 0)))}`
  })
  return `${parts.join('; ')}.`
}
