import { flagNames } from '../../net/explain/flag-names'
import { ACK, FIN, PSH, SYN } from '../../net/node/tcp-port'
import { addToSequence } from '../../net/trace/sequence'
import type { Step } from '../../net/trace/tcp-conversation'
import { pick } from '../seeded-random'
import type { Drill, DrillField, DrillQuestion } from './drill'
import { runExercise, segmentTable } from './handshake-run'
import { judge } from './judge'

const FLAGS = ['SYN', 'FIN', 'RST', 'PSH', 'ACK']

const FIELDS: readonly DrillField[] = [
  { name: 'flags', label: 'Flags', kind: 'choices', options: FLAGS },
  { name: 'seq', label: 'SEQ', kind: 'text', numeric: true },
  { name: 'ack', label: 'ACK', kind: 'text', numeric: true },
]

type NextSegment = DrillQuestion & { readonly next: Step; readonly before: readonly Step[] }

/** You are the server: flags, SEQ and ACK of the segment that it sends next (RFC 9293, sections 3.4 and 3.5). */
export const nextSegment: Drill<NextSegment> = {
  name: 'handshake/next-segment',
  title: 'You are the server: the next segment',

  ask(random) {
    const { story, settings } = runExercise(random)
    const { steps } = story.conversation
    const own = steps.filter(({ from, kind }) => from === 1 && kind === 'segment')
    const next = pick(random, own)
    const before = steps.slice(0, next.number - 1)
    return {
      prompt: `You are the **server**. Fill in the segment that you send as number ${next.number}.`,
      given: [
        { name: 'your program', value: does(next) },
        ...(next.flags & SYN ? [{ name: 'your initial SEQ', value: String(settings.isn[1]) }] : []),
      ],
      table: segmentTable(story, next.number - 1),
      fields: FIELDS,
      working: workingOf(next, before),
      next,
      before,
    }
  },

  check({ next, before }, answers) {
    const [flags, seq, ack] = FIELDS
    const names = inOrder(next.flags)
    const last = before.findLast(({ from }) => from === 0)
    const counted = last ? lengthOf(last) : 0
    return [
      judge(flags, answers.flags, {
        answer: names,
        // a sender may push or not (RFC 9293, section 3.9.1.2)
        also: [inOrder(next.flags ^ PSH)].filter((form) => form !== '' && next.payloadLength > 0),
        why: whyFlags(next),
        wrong: [
          {
            answer: inOrder(next.flags & ~ACK),
            misconception: 'ACK is only set when there is something new to acknowledge',
            why: 'Every segment after the first SYN carries ACK: the number costs nothing.',
          },
        ],
      }),
      judge(seq, answers.seq, {
        answer: String(next.sequence),
        why: whySeq(next, before),
        wrong: [
          {
            answer: String(addToSequence(next.sequence, next.payloadLength)),
            misconception: 'SEQ is the number of the last byte that is sent',
            why: 'SEQ is the number of the first byte of this segment.',
          },
          {
            answer: String(addToSequence(next.sequence, -1)),
            misconception: 'SYN and FIN use no sequence number',
            why: 'Your SYN counted as one, so your bytes begin one after the initial number.',
          },
          {
            answer: String(next.acknowledgment),
            misconception: 'Both directions count with the same numbers',
            why: 'Each end counts its own bytes: SEQ goes on from your own last segment.',
          },
        ],
      }),
      judge(ack, answers.ack, {
        answer: String(next.acknowledgment),
        why: 'ACK is the number of the next byte that you expect: SEQ of what arrived in order, plus its payload, plus one for SYN or FIN.',
        wrong: [
          {
            answer: String(last?.sequence ?? -1),
            misconception: 'The ACK repeats the SEQ that it answers',
            why: 'It names the next byte that is expected, not one that has arrived.',
          },
          {
            answer: String(addToSequence(next.acknowledgment, -1)),
            misconception:
              counted > 0 ? 'The ACK names the last byte that arrived' : 'The ACK counts nothing new',
            why: 'It names the byte after that: the first one that is still missing.',
          },
          {
            answer: String(addToSequence(next.acknowledgment, 1)),
            misconception: 'The ACK is always one more than the sum',
            why: 'Only SYN and FIN count as one more. A bare ACK counts nothing.',
          },
        ],
      }),
    ]
  },
}

function does({ flags, payloadLength }: Step): string {
  if (flags & SYN) return 'listens'
  if (payloadLength > 0) return `writes ${payloadLength} bytes${flags & FIN ? ' and closes' : ''}`
  return flags & FIN ? 'closes' : 'has nothing to send'
}

/** In the order of the form's options. */
function inOrder(flags: number): string {
  const names = flagNames(flags).split(', ')
  return FLAGS.filter((name) => names.includes(name)).join(', ')
}

function lengthOf({ payloadLength, flags }: Step): number {
  return payloadLength + (flags & SYN ? 1 : 0) + (flags & FIN ? 1 : 0)
}

function whyFlags({ flags, payloadLength }: Step): string {
  if (flags & SYN)
    return 'One segment both acknowledges the client’s SYN and announces your own: SYN and ACK.'
  if (flags & FIN) return 'close() sends FIN; ACK goes with every segment.'
  return payloadLength > 0
    ? 'Data needs no flag of its own; ACK goes with every segment.'
    : 'Only ACK: there is nothing to send.'
}

function whySeq(next: Step, before: readonly Step[]): string {
  const last = before.findLast(({ from }) => from === 1)
  if (!last) return 'Your first segment begins with your initial sequence number.'
  return `Your last segment began at ${last.sequence} and took ${lengthOf(last)}: ${last.sequence} + ${lengthOf(last)} = ${next.sequence}.`
}

function workingOf(next: Step, before: readonly Step[]): readonly string[] {
  const newest = before.findLast(
    (step) => step.from === 0 && addToSequence(step.sequence, lengthOf(step)) === next.acknowledgment,
  )
  return [
    `Flags: ${flagNames(next.flags)}. ${whyFlags(next)}`,
    `SEQ: ${whySeq(next, before)}`,
    newest
      ? `ACK: segment ${newest.number} began at ${newest.sequence} and took ${lengthOf(newest)}: ${newest.sequence} + ${lengthOf(newest)} = ${next.acknowledgment}.`
      : `ACK: the next byte that you expect is ${next.acknowledgment}.`,
  ]
}
