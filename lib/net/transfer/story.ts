import type { Sample, SentData } from './log'
import type { TransferRun } from './run'
import type { TransferSettings } from './settings'
import { goodputMbit, type TransferMoment, tellTransfer } from './tell'

/** Samples as columns, one entry each for each moment that is kept; `ssthresh` is 0 where there is none. */
export type Columns = {
  readonly atUs: readonly number[]
  readonly cwnd: readonly number[]
  readonly ssthresh: readonly number[]
  readonly rwnd: readonly number[]
  readonly inFlight: readonly number[]
  readonly sndUna: readonly number[]
  readonly outstanding: readonly number[]
}

/** A segment on its way: when it left, its bytes, and `mark`: 0 arrived, 1 lost, 2 sent again and arrived, 3 sent again and lost. */
export type DrawnSegment = readonly [atUs: number, from: number, length: number, mark: 0 | 1 | 2 | 3]

/** A transfer as the figure draws it: plain data, thinned to what can be seen. */
export type TransferStory = {
  readonly settings: TransferSettings
  readonly endUs: number
  readonly moments: readonly TransferMoment[]
  /** the whole run in some hundred columns, and everything near a moment */
  readonly columns: Columns
  /** segments near a moment */
  readonly segments: readonly DrawnSegment[]
  /** half of the stretch of time that is drawn around a moment */
  readonly nearUs: number
  readonly sent: number
  readonly again: number
  readonly dropped: number
  readonly timeouts: number
  /** what reached the program, in Mbit/s; null when the transfer was not finished */
  readonly goodputMbit: number | null
}

const COLUMNS = 360
/** Near a moment so many columns are kept. */
const NEAR_COLUMNS = 120

export function storyOf(run: TransferRun): TransferStory {
  const moments = tellTransfer(run)
  const nearUs = nearOf(run.settings)
  const near = momentsNear(moments, nearUs)
  return {
    settings: run.settings,
    endUs: run.endUs,
    moments,
    columns: columnsOf(thin(run, near, nearUs)),
    segments: run.sent.filter(({ atUs }) => near(atUs)).map(drawn),
    nearUs,
    sent: run.sent.length,
    again: run.sent.filter(({ again }) => again).length,
    dropped: run.sent.filter(({ fate }) => fate !== 'arrived').length,
    timeouts: run.told.filter(({ key }) => key === 'tcp.rto').length,
    goodputMbit: goodputMbit(run),
  }
}

/** Two round trips with a queue that is half full, to each side. */
function nearOf({ rttMs, queueFrames, rateMbit }: TransferSettings): number {
  const queueUs = (queueFrames * 12_112) / rateMbit
  return Math.round(2 * (rttMs * 1000 + queueUs / 2))
}

function momentsNear(moments: readonly TransferMoment[], nearUs: number): (atUs: number) => boolean {
  const times = moments.map(({ atUs }) => atUs)
  return (atUs) => times.some((time) => Math.abs(time - atUs) <= nearUs)
}

/** Of each column the first sample, the last, and those with the highest and the lowest cwnd. */
function thin(run: TransferRun, near: (atUs: number) => boolean, nearUs: number): readonly Sample[] {
  const kept: Sample[] = []
  let column: Sample[] = []
  let key = ''
  const flush = () => {
    const byCwnd = [...column].sort((a, b) => a.cwnd - b.cwnd)
    const chosen = new Set([column[0], byCwnd[0], byCwnd.at(-1), column.at(-1)])
    for (const sample of column) if (chosen.has(sample)) kept.push(sample)
    column = []
  }
  for (const sample of run.samples) {
    const width = near(sample.atUs) ? (2 * nearUs) / NEAR_COLUMNS : run.endUs / COLUMNS
    const next = `${width} ${Math.floor(sample.atUs / width)}`
    if (next !== key && column.length > 0) flush()
    key = next
    column.push(sample)
  }
  if (column.length > 0) flush()
  return kept
}

function columnsOf(samples: readonly Sample[]): Columns {
  const column = (pick: (sample: Sample) => number) => samples.map(pick)
  return {
    atUs: column(({ atUs }) => atUs),
    cwnd: column(({ cwnd }) => cwnd),
    ssthresh: column(({ ssthresh }) => ssthresh ?? 0),
    rwnd: column(({ rwnd }) => rwnd),
    inFlight: column(({ inFlight }) => inFlight),
    sndUna: column(({ sndUna }) => sndUna),
    outstanding: column(({ outstanding }) => outstanding),
  }
}

function drawn({ atUs, from, to, again, fate }: SentData): DrawnSegment {
  const lost = fate === 'arrived' ? 0 : 1
  return [atUs, from, to - from, ((again ? 2 : 0) + lost) as DrawnSegment[3]]
}
