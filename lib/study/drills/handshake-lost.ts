import { flagNames } from '../../net/explain/flag-names'
import type { Story } from '../../net/situation/story'
import type { Step } from '../../net/trace/tcp-conversation'
import { pick } from '../seeded-random'
import type { Drill, DrillField, DrillQuestion } from './drill'
import { FROM, runExercise } from './handshake-run'
import { judge } from './judge'

type WhichLost = DrillQuestion & {
  readonly options: readonly string[]
  readonly lost: Step
  readonly story: Story
}

const CAPTURED = 12

/** Two captures, one at each end, and one packet is lost between them: which (RFC 9293, section 3.8.1)? */
export const whichLost: Drill<WhichLost> = {
  name: 'handshake/which-lost',
  title: 'Which packet was lost?',

  ask(random) {
    const number = pick(random, [1, 2, 3, 4, 5, 6, 8])
    const { story } = runExercise(random, [number])
    const steps = story.conversation.steps.filter(({ kind }) => kind === 'segment').slice(0, CAPTURED)
    const lost = steps.find(({ outcome }) => outcome === 'no-answer') ?? steps[0]
    // two copies may leave in the same moment
    const options = [...new Set(steps.map(nameOf))]
    const field: DrillField = { name: 'lost', label: 'The cable lost', kind: 'choice', options }
    return {
      prompt:
        'Both ends captured what they sent and what they received. Exactly one packet did not come through. Which?',
      table: {
        caption: 'Both captures in one, by time',
        columns: ['Time', 'At the', 'What', 'Flags', 'SEQ', 'ACK', 'Payload'],
        rows: sightings(steps),
      },
      fields: [field],
      working: [
        'Pair every line “sent” with a line “received” at the other end, of the same flags, numbers and payload.',
        `${nameOf(lost)} has no partner.`,
        afterwards(story, lost),
      ],
      options,
      lost,
      story,
    }
  },

  check({ fields, lost, story }, answers) {
    const again = story.conversation.steps.find(({ repeats }) => repeats === lost.number)
    return [
      judge(fields[0], answers.lost, {
        answer: nameOf(lost),
        why: 'It was sent at one end and never received at the other.',
        wrong: again
          ? [
              {
                answer: nameOf(again),
                misconception: 'The repeated segment is the one that was lost',
                why: 'That is the copy, sent because the first one was lost: it did arrive.',
              },
            ]
          : [],
      }),
    ]
  },
}

function nameOf({ from, flags, sentUs }: Step): string {
  return `${flagNames(flags)} of the ${FROM[from]} at ${inMs(sentUs)}`
}

function inMs(us: number): string {
  return `${(us / 1000).toFixed(1)} ms`
}

function sightings(steps: readonly Step[]): readonly (readonly string[])[] {
  const seen = steps.flatMap((step) => [
    { us: step.sentUs, end: step.from, what: 'sent', step },
    ...(step.arrivedUs === null
      ? []
      : [{ us: step.arrivedUs, end: step.from === 0 ? 1 : 0, what: 'received', step }]),
  ])
  return seen
    .sort((a, b) => a.us - b.us)
    .map(({ us, end, what, step }) => [
      inMs(us),
      FROM[end as 0 | 1],
      what,
      flagNames(step.flags),
      String(step.sequence),
      step.relative.acknowledgment === null ? '–' : String(step.acknowledgment),
      `${step.payloadLength} B`,
    ])
}

function afterwards({ conversation }: Story, lost: Step): string {
  const again = conversation.steps.find(({ repeats }) => repeats === lost.number)
  return again
    ? `What follows fits: ${nameOf(again)} repeats it, ${inMs(again.sentUs - lost.sentUs)} later.`
    : 'Nobody repeats it: an ACK takes no number of its own, and a later one says the same.'
}
