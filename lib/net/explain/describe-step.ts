import { FIN } from '../node/tcp-port'
import { addToSequence, sequenceDistance } from '../trace/sequence'
import { stateName } from '../trace/state-name'
import type { Conversation, Step } from '../trace/tcp-conversation'
import { countOf, formatDuration } from './quantity'

/** The names of the two ends at the start of a sentence and inside one. */
const ENDS = [
  { start: 'The client', inside: 'the client' },
  { start: 'The server', inside: 'the server' },
] as const

/** RFC 9293 section 3.3.2; Linux: TCP_TIMEWAIT_LEN in include/net/tcp.h. */
const STAYS = ', and stays there for a while (60 s on Linux) in case a late segment turns up'

/** One or two plain sentences for a step: what the segment says, then which states it changes. */
export function describeStep(step: Step, conversation: Conversation): string {
  return [whatItSays(step, conversation), ...whatItChanges(step), ...whatBecame(step, conversation)].join(' ')
}

/** What the segment says, without what it changes. */
export function whatItSays(step: Step, { steps, vantage, source }: Conversation): string {
  const who = ENDS[step.from].start
  const peer = ENDS[step.from === 0 ? 1 : 0].inside
  const expected = step.relative.acknowledgment ?? 0
  const original = step.repeats === null ? undefined : steps[step.repeats - 1]
  const waited =
    original && step.sentUs > original.sentUs ? formatDuration(step.sentUs - original.sentUs) : null
  const atSender = source === 'engine' || vantage.at === (step.from === 0 ? 'client' : 'server')
  const silence = waited
    ? `${atSender ? 'No answer came' : 'No answer was seen'} for ${waited}`
    : 'It is needed again'
  switch (step.because) {
    case 'syn':
      return `${who} asks to open a connection: SYN. It starts counting at ${step.sequence}, shown as 0 from here on.`
    case 'syn.again':
      return `${silence}, so ${ENDS[step.from].inside} sends the same SYN again.`
    case 'syn.crossing':
      return `${who} asks to open as well, before it has seen the other SYN: both ends open at the same moment.`
    case 'syn-ack':
      return `${who} answers with SYN and ACK together: it expects byte ${expected} from ${peer} next, and it starts counting at ${step.sequence}, also shown as 0.`
    case 'syn-ack.again':
      return `${silence}, so ${ENDS[step.from].inside} sends its SYN and ACK again.`
    case 'ack.handshake':
      return `${who} acknowledges the SYN and expects byte ${expected} next. Data may flow.`
    case 'data':
      return `${who} sends ${payload(step)}.${withAckOfFin(step)}`
    case 'data.again':
      return `${silence}, so ${ENDS[step.from].inside} sends ${numbers(step)} again.`
    case 'data.again-fast':
      return `Three duplicate acknowledgments asked for byte ${step.relative.sequence}, so ${ENDS[step.from].inside} sends ${numbers(step)} again without waiting for its timer (fast retransmit, RFC 5681, section 3.2).`
    case 'data.after-gap':
      return `${who} sends ${payload(step)}. What comes before them is not in this capture.`
    case 'data.fills-gap':
      return `${who} sends ${payload(step)}, which fill a gap: later bytes were captured before them.`
    case 'ack':
      return `${who} has everything up to byte ${expected - 1} and expects byte ${expected} next.`
    case 'ack.duplicate':
      return `${who} still expects byte ${expected}${heldBeyond(step)}.`
    case 'ack.fin':
      return `${who} acknowledges the FIN: it expects number ${expected} next, one past the FIN.`
    case 'ack.repeat':
      return `${who} says once more that it expects byte ${expected}.`
    case 'ack.window-update':
      return `${who} has room for ${room(step)} now.`
    case 'ack.zero-window':
      return `${who} expects byte ${expected} next but has no room left: its window is 0, so ${peer} must wait.`
    case 'keep-alive':
      return `${who} asks whether the other end is still there: an old sequence number and no new data.`
    case 'window-probe':
      return `The window is still 0, so ${ENDS[step.from].inside} probes: an old sequence number, which calls for an answer.`
    case 'fin':
      return `${who} has nothing more to send${withData(step)}: FIN, numbered ${finNumber(step)} like a byte.`
    case 'fin.crossing':
      return `${who} closes too${withData(step)}, before the other FIN has reached it: the two FINs cross.`
    case 'fin.second':
      return `${who} has nothing more to send either${withData(step)}, and sends its own FIN, numbered ${finNumber(step)}.${withAckOfFin(step)}`
    case 'fin.again':
      return `${silence}, so ${ENDS[step.from].inside} sends its FIN again.`
    case 'rst.refused':
      return `${who} refuses with RST: nothing listens on that port, or a firewall answers so. On the client, connect() ends with “Connection refused”.`
    case 'rst.no-connection':
      return `${who} knows no such connection and answers with RST.`
    case 'rst.abort':
      return `${who} breaks the connection off with RST. What was still under way is thrown away.`
    case 'icmp':
      return `${who} answers with ICMP: ${step.label}.`
    case 'moment':
      return `At ${ENDS[step.from].inside}: ${step.label}.`
  }
}

/** Which states it changes, in a sentence; none when it changes none. */
export function whatItChanges(step: Step): string[] {
  const changed = ([step.from, step.from === 0 ? 1 : 0] as const)
    .filter((end) => step.states[end].before !== step.states[end].after)
    .map((end) => ({ who: ENDS[end], state: step.states[end].after }))
  if (changed.length === 2 && changed[0].state === changed[1].state)
    return [`Both ends are now in ${stateName(changed[0].state)}.`]
  if (changed.length === 0) return []
  const clauses = changed.map(
    ({ who, state }, index) =>
      `${index === 0 ? `${who.start} goes` : who.inside} to ${stateName(state)}${state === 'time-wait' ? STAYS : ''}`,
  )
  return [`${clauses.join(', ')}.`]
}

function whatBecame(step: Step, { source }: Conversation): string[] {
  if (source === 'engine') return step.outcome === 'no-answer' ? ['It is lost on the way.'] : []
  if (step.outcome === 'no-answer') return ['No answer to it was captured.']
  return step.outcome === 'open' ? ['The capture ends before an answer.'] : []
}

/** "6 bytes, numbers 1 to 6" */
function payload(step: Step): string {
  return `${countOf(step.payloadLength, 'byte')}, ${numbers(step, 'number')}`
}

/** "bytes 1 to 6" */
function numbers({ relative: { sequence }, payloadLength }: Step, noun = 'byte'): string {
  if (payloadLength === 1) return `${noun} ${sequence}`
  return `${noun}s ${sequence} to ${sequence + payloadLength - 1}`
}

function withData(step: Step): string {
  return step.payloadLength > 0 ? ` after these last ${countOf(step.payloadLength, 'byte')}` : ''
}

/**
 * A segment with data or a FIN of its own that also acknowledges its peer's FIN does the work of two (RFC 9293 section 3.6). The
 * peer's state tells: it leaves FIN-WAIT-1.
 */
function withAckOfFin(step: Step): string {
  const { before, after } = step.states[step.from === 0 ? 1 : 0]
  if (before !== 'fin-wait-1' || (after !== 'time-wait' && after !== 'fin-wait-2')) return ''
  return ` The same segment acknowledges the ${step.because === 'fin.second' ? 'first ' : ''}FIN: it expects number ${step.relative.acknowledgment} next.`
}

function finNumber(step: Step): number {
  return step.relative.sequence + step.payloadLength * Number((step.flags & FIN) !== 0)
}

function heldBeyond(step: Step): string {
  const blocks = (step.options.sack ?? []).map(([left, right]) => {
    const from = (step.relative.acknowledgment ?? 0) + sequenceDistance(step.acknowledgment, left)
    const to =
      (step.relative.acknowledgment ?? 0) + sequenceDistance(step.acknowledgment, addToSequence(right, -1))
    return `${from} to ${to}`
  })
  if (blocks.length === 0) return ', although later bytes have been sent'
  return `: there is a hole. Its SACK option says that it holds ${blocks.join(' and ')}`
}

function room(step: Step): string {
  return step.windowBytes === null ? 'more' : countOf(step.windowBytes, 'byte')
}
