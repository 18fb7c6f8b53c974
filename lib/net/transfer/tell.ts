import type { Sample, Told } from './log'
import type { TransferRun } from './run'
import { FULL_SEGMENT, type TransferSettings } from './settings'

/** Something that happened in a transfer and that a reader should look at; `values` is what the sender knew then. */
export type TransferMoment = {
  readonly atUs: number
  /** a word or two, for the list and the axis */
  readonly name: string
  readonly sentence: string
  readonly values: Sample
}

/** The events of a transfer, in order, each with its sentence. What repeats itself (drops, repetitions) is told once, with its count. */
export function tellTransfer(run: TransferRun): readonly TransferMoment[] {
  const { samples, told } = run
  if (samples.length === 0) return []
  const drafts = [...roundsOf(run), ...groupsOf(told).map((group) => tellGroup(group, run))]
    .filter((draft) => draft !== null)
    .sort((a, b) => a.sample - b.sample)
  drafts.push(theEnd(run))
  return drafts.map(({ sample, atUs, name, sentence }) => {
    const values = samples[sample] as Sample
    return { atUs: atUs ?? values.atUs, name, sentence, values }
  })
}

type Draft = {
  readonly sample: number
  readonly atUs?: number
  readonly name: string
  readonly sentence: string
}

/** "1,448" */
export function bytesText(bytes: number): string {
  return Math.round(bytes).toLocaleString('en-GB')
}

/** "10 segments", "1 segment", "34.5 segments" */
export function segmentsText(bytes: number): string {
  const segments = Math.round((bytes / FULL_SEGMENT) * 10) / 10
  return `${segments.toLocaleString('en-GB')} ${segments === 1 ? 'segment' : 'segments'}`
}

/** Round trips while nothing is lost yet: each time all that was out at the last mark has been acknowledged. */
function roundsOf({ samples }: TransferRun): readonly Draft[] {
  const drafts: Draft[] = []
  let mark = 0
  let round = 0
  let before = samples[0]?.cwnd ?? 0
  for (const [index, now] of samples.entries()) {
    if (now.ssthresh !== null) break
    if (index === 0) {
      mark = Number.POSITIVE_INFINITY
      continue
    }
    if (mark === Number.POSITIVE_INFINITY && now.outstanding > 0) mark = now.sndUna + now.outstanding
    if (now.sndUna < mark) continue
    mark = now.sndUna + now.outstanding
    round += 1
    if (now.outstanding === 0) continue
    const grown = now.cwnd > before
    drafts.push({
      sample: index,
      name: `Round ${round}`,
      sentence: grown
        ? `Slow start, round trip ${round}: all that was out has been acknowledged, and cwnd went from ${segmentsText(before)} to ${segmentsText(now.cwnd)}.`
        : `Round trip ${round}: all that was out has been acknowledged, but cwnd stays at ${segmentsText(now.cwnd)}, because the sender cannot fill it. From here on one round trip is like the other.`,
    })
    if (!grown) break
    before = now.cwnd
  }
  return drafts
}

type Group = { readonly kind: string; readonly all: Told[] }

/** Which keys are told together, and which key ends a group that others interrupt. */
const KINDS: Readonly<Record<string, string>> = {
  'link.loss': 'drops',
  'link.queue-full': 'drops',
  'tcp.sack-retransmit': 'repeats',
  'tcp.fast-retransmit': 'recovery',
  'tcp.enter-recovery': 'recovery',
  'tcp.window-probe': 'probes',
}

/** What each key tells of itself, and what it puts an end to. */
function groupsOf(told: readonly Told[]): readonly Group[] {
  const groups: Group[] = []
  const open = new Map<string, Group>()
  let recovering = false
  for (const event of told) {
    const kind = KINDS[event.key] ?? event.key
    if (recovering && (kind === 'tcp.dup-ack' || kind === 'tcp.window-full')) continue
    const ends = ENDS[kind] ?? []
    for (const each of ends) open.delete(each)
    recovering = kind === 'recovery' || kind === 'tcp.rto' || (recovering && kind !== 'tcp.leave-recovery')
    const group = open.get(kind)
    if (group) group.all.push(event)
    else {
      const fresh = { kind, all: [event] }
      groups.push(fresh)
      open.set(kind, fresh)
    }
  }
  return groups
}

/** Groups that a kind of event closes: what comes later of theirs is told anew. */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  recovery: ['drops', 'tcp.dup-ack'],
  'tcp.rto': ['drops', 'tcp.dup-ack', 'repeats', 'recovery', 'tcp.rto', 'tcp.leave-recovery'],
  'tcp.leave-recovery': ['drops', 'tcp.dup-ack', 'repeats', 'recovery', 'tcp.leave-recovery'],
  'tcp.repetition-lost': ['tcp.repetition-lost'],
  'tcp.loss-probe': ['tcp.loss-probe'],
  'tcp.zero-window': ['probes', 'tcp.window-opened'],
  'tcp.window-opened': ['tcp.zero-window', 'tcp.window-full'],
}

function tellGroup({ kind, all }: Group, run: TransferRun): Draft | null {
  const [first] = all
  const { sample, data, atUs } = first as Told
  const values = run.samples[sample] as Sample
  const at = { sample, atUs }
  const { algorithm } = run.settings
  switch (kind) {
    case 'tcp.established':
      return {
        ...at,
        name: 'Open',
        sentence: `The handshake is over for the sender. It begins with cwnd ${segmentsText(values.cwnd)}, ${bytesText(values.cwnd)} bytes, and the receiver offers ${bytesText(values.rwnd)} bytes. There is no ssthresh yet.`,
      }
    case 'drops':
      return { ...at, name: 'Dropped', sentence: tellDrops(all, values) }
    case 'tcp.dup-ack':
      return {
        ...at,
        name: 'Duplicate ACK',
        sentence: `The first duplicate ACK: it still asks for byte ${bytesText(values.sndUna)}, and its SACK block names a segment that came after the hole.`,
      }
    case 'recovery':
      return {
        ...at,
        name: 'Fast retransmit',
        sentence: `Three segments behind the hole have arrived: that counts as a loss. The missing segment leaves again at once. ssthresh becomes ${segmentsText(values.ssthresh ?? 0)}, ${algorithm === 'reno' ? 'half' : '0.7'} of the window, and cwnd shrinks towards it.`,
      }
    case 'repeats':
      return {
        ...at,
        name: 'More holes',
        sentence: `SACK blocks show more holes. ${countText(all.length, 'segment')} ${all.length === 1 ? 'is' : 'are'} sent again in this recovery, as fast as ACKs come in.`,
      }
    case 'tcp.repetition-lost':
      return {
        ...at,
        name: 'Lost again',
        sentence: `What was sent again is lost again: segments sent after it have arrived.`,
      }
    case 'tcp.leave-recovery':
      return {
        ...at,
        name: 'Recovered',
        sentence: `Everything that was out at the loss is acknowledged. Congestion avoidance goes on from cwnd ${segmentsText(values.cwnd)}.`,
      }
    case 'tcp.rto':
      return {
        ...at,
        name: 'Timeout',
        sentence: `No ACK for ${data.rtoMs} ms: the retransmission timer fires. cwnd falls to ${segmentsText(values.cwnd)}, ssthresh to ${segmentsText(values.ssthresh ?? 0)}, and slow start begins again. The next wait is twice as long.`,
      }
    case 'tcp.loss-probe':
      return {
        ...at,
        name: 'Loss probe',
        sentence: `Nothing has come back for ${Math.round((atUs - (run.samples[sample - 1] ?? values).atUs) / 1000)} ms. The retransmission timer still has time, but a tail loss probe goes first: the last segment leaves once more, and its ACK will say what is missing.`,
      }
    case 'tcp.window-full':
      return {
        ...at,
        name: 'Window full',
        sentence: `The receiver’s window of ${bytesText(values.rwnd)} bytes is used up, while cwnd would allow ${bytesText(values.cwnd)}. Flow control holds the sender here, not the network.`,
      }
    case 'tcp.zero-window':
      return {
        ...at,
        name: 'Window closed',
        sentence: 'The receiver’s window is zero: its program does not read. The sender may send nothing.',
      }
    case 'probes':
      return {
        ...at,
        name: 'Window probe',
        sentence: `The window is still closed. A probe without new data makes the receiver say its window again; ${countText(all.length, 'probe')} in all, each wait twice as long as the last.`,
      }
    case 'tcp.window-opened':
      return {
        ...at,
        name: 'Window open',
        sentence: `The program reads again, and the receiver offers ${bytesText(values.rwnd)} bytes. cwnd is still ${segmentsText(values.cwnd)}: nothing was lost.`,
      }
    default:
      return null
  }
}

function tellDrops(all: readonly Told[], values: Sample): string {
  const full = all.filter(({ key }) => key === 'link.queue-full').length
  const lost = all.length - full
  const parts = [
    ...(full > 0
      ? [
          `The router’s queue is full, with ${values.queued} frames waiting: it drops ${countText(full, 'segment')}.`,
        ]
      : []),
    ...(lost > 0 ? [`${countText(lost, 'segment')} ${lost === 1 ? 'vanishes' : 'vanish'} on the link.`] : []),
  ]
  return `${parts.join(' ')} Nobody tells the sender.`
}

function countText(count: number, what: string): string {
  return `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`
}

function theEnd(run: TransferRun): Draft {
  const { settings, finishedUs, receivedBytes, samples, endUs } = run
  const sample = samples.length - 1
  if (finishedUs === null)
    return {
      sample,
      atUs: endUs,
      name: 'Not finished',
      sentence: `After ${secondsText(endUs)} only ${bytesText(receivedBytes)} of ${bytesText(settings.bytes)} bytes have arrived.`,
    }
  const again = run.sent.filter((segment) => segment.again).length
  return {
    sample,
    name: 'Done',
    sentence: `All ${bytesText(settings.bytes)} bytes are acknowledged. The program had the last of them ${secondsText(finishedUs)} after the SYN, ${mbitText(goodputMbit(run) ?? 0)} on average; ${countText(run.sent.length, 'segment')} left the sender, ${again.toLocaleString('en-GB')} of them repetitions.`,
  }
}

/** What reached the program, over the whole time from the SYN on, in Mbit/s; null when it never finished. */
export function goodputMbit({
  settings,
  finishedUs,
}: Pick<TransferRun, 'settings' | 'finishedUs'>): number | null {
  return finishedUs === null ? null : (settings.bytes * 8) / finishedUs
}

/** "1.006 s" */
export function secondsText(us: number): string {
  return `${(us / 1e6).toFixed(us < 10e6 ? 3 : 1)} s`
}

/** "7.95 Mbit/s" */
export function mbitText(mbit: number): string {
  return `${Number(mbit.toPrecision(3))} Mbit/s`
}

/** Bandwidth-delay product in bytes: what fits on the path when nothing waits (RFC 7323, section 1.1). */
export function bandwidthDelayBytes({ rateMbit, rttMs }: TransferSettings): number {
  return (rateMbit * 1e6 * rttMs) / 1000 / 8
}
