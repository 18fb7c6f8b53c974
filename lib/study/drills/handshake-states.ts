import type { Story } from '../../net/situation/story'
import { stateName } from '../../net/trace/state-name'
import { pick } from '../seeded-random'
import type { Drill, DrillField, DrillQuestion } from './drill'
import { runExercise, runSimultaneousOpen, segmentTable } from './handshake-run'
import { judge, type KnownWrong } from './judge'

const STATES = [
  'CLOSED',
  'LISTEN',
  'SYN-SENT',
  'SYN-RECEIVED',
  'ESTABLISHED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'CLOSE-WAIT',
  'CLOSING',
  'LAST-ACK',
  'TIME-WAIT',
]

const FIELDS: readonly DrillField[] = [
  { name: 'client', label: 'The client is in', kind: 'choice', options: STATES },
  { name: 'server', label: 'The server is in', kind: 'choice', options: STATES },
]

type StatesNow = DrillQuestion & { readonly story: Story; readonly at: number }

/** In which state is each end once the last segment has arrived (RFC 9293, section 3.3.2)? */
export const statesNow: Drill<StatesNow> = {
  name: 'handshake/states-now',
  title: 'What state is each side in now?',

  ask(random) {
    const story =
      random() < 0.15
        ? runSimultaneousOpen(random)
        : runExercise(random, random() < 0.3 ? [pick(random, [2, 3])] : []).story
    const at = pick(random, settled(story))
    const { outcome } = story.conversation.steps[at]
    return {
      prompt: `Segment ${at + 1} ${outcome === 'no-answer' ? 'is lost' : 'has arrived'}, and nothing has happened since. In which state is each end?`,
      table: segmentTable(story, at + 1),
      fields: FIELDS,
      working: [0, 1].flatMap((end) => pathOf(story, at, end as 0 | 1)),
      story,
      at,
    }
  },

  check({ story, at }, answers) {
    return ([0, 1] as const).map((end) => {
      const answer = stateName(story.moments[at].ends[end].state)
      const path = pathOf(story, at, end)
      return judge(FIELDS[end], answers[FIELDS[end].name], {
        answer,
        why: path.at(-1) ?? 'Nothing has changed this end yet.',
        wrong: KNOWN[answer] ?? [],
      })
    })
  },
}

/** Steps after which nothing else is under way that has already changed a state. */
function settled({ conversation, moments }: Story): readonly number[] {
  const { steps } = conversation
  return steps.flatMap((step, index) => {
    const later = steps.slice(index + 1)
    const doneUs = Math.max(moments[index].atUs, step.arrivedUs ?? 0)
    const isQuiet = later.every(({ sentUs }) => sentUs >= doneUs)
    return step.kind === 'segment' && isQuiet ? [index] : []
  })
}

/** Every change of state of one end so far, a line each. */
function pathOf({ moments }: Story, at: number, end: 0 | 1): readonly string[] {
  return moments
    .slice(0, at + 1)
    .flatMap(({ transitions }, index) =>
      transitions
        .filter((each) => each.end === end)
        .map(
          ({ before, after, event, action }) =>
            `${end === 0 ? 'Client' : 'Server'}, segment ${index + 1}: ${stateName(before)} to ${stateName(after)} (${event} / ${action ?? 'nothing sent'}).`,
        ),
    )
}

/** Wrong states that betray what somebody takes to be so, by the right one. */
const KNOWN: Readonly<Record<string, readonly KnownWrong[]>> = {
  'SYN-RECEIVED': [
    {
      answer: 'ESTABLISHED',
      misconception: 'The server is in ESTABLISHED once it has sent its SYN-ACK',
      why: 'It does not know yet whether its own SYN has arrived. Only the ACK of it says so.',
    },
    {
      answer: 'LISTEN',
      misconception: 'A server stays in LISTEN until accept()',
      why: 'The listening socket stays. The connection has a block of its own from its SYN on.',
    },
  ],
  ESTABLISHED: [
    {
      answer: 'SYN-SENT',
      misconception: 'The client waits for the server to confirm its ACK',
      why: 'The SYN-ACK is all that the client needs: its ACK is not acknowledged.',
    },
  ],
  'CLOSE-WAIT': [
    {
      answer: 'CLOSED',
      misconception: 'A FIN closes both directions',
      why: 'It closes one. This end may still send, and waits for its own program to close.',
    },
    {
      answer: 'TIME-WAIT',
      misconception: 'Whoever receives the FIN waits in TIME-WAIT',
      why: 'The end whose FIN went first waits.',
    },
  ],
  'FIN-WAIT-1': [
    {
      answer: 'FIN-WAIT-2',
      misconception: 'FIN-WAIT-2 begins when the FIN is sent',
      why: 'It begins when the FIN has been acknowledged.',
    },
  ],
  'TIME-WAIT': [
    {
      answer: 'CLOSED',
      misconception: 'The end that closes first is done with the last ACK',
      why: 'Its last ACK may be lost: it waits, to be able to send it again.',
    },
  ],
  'LAST-ACK': [
    {
      answer: 'TIME-WAIT',
      misconception: 'The end that closes last waits in TIME-WAIT',
      why: 'The end whose FIN went first waits. This one only needs the ACK of its FIN.',
    },
  ],
  CLOSING: [
    {
      answer: 'TIME-WAIT',
      misconception: 'A FIN that comes in FIN-WAIT-1 always leads to TIME-WAIT',
      why: 'Only if it acknowledges this end’s own FIN. Here the two FINs crossed.',
    },
  ],
}
