import { describeEvent } from '../explain/describe'
import { whatItChanges, whatItSays } from '../explain/describe-step'
import { flagNames } from '../explain/flag-names'
import type { TraceEvent } from '../sim/trace'
import type { Conversation, Step } from '../trace/tcp-conversation'
import type { SituationRun } from './run'
import { type Draft, eventsOf, toldArrival } from './story-drafts'

/** Keys whose sentence says more about a step than its segment does. */
const INSTEAD = ['tcp.syn-ack-again', 'tcp.challenge-ack', 'tcp.time-wait-ack', 'netfilter.rejected']
const BESIDE = [
  'filter.drop',
  'tcp.accept-queue-full',
  'tcp.syn-queue-full',
  'tcp.icmp-hard',
  'tcp.icmp-soft',
]
const MOMENTS = [
  'tcp.connect-timeout',
  'tcp.syn-ack-timeout',
  'tcp.time-wait-over',
  'tcp.fin-wait-2-over',
  'tcp.gave-up',
]

/** One to four plain sentences: what happens in a step, what becomes of it, and which states it changes. */
export function sentenceOf(
  draft: Draft,
  drafts: readonly Draft[],
  step: Step,
  conversation: Conversation,
  { trace }: SituationRun,
): string {
  const sent = eventsOf(trace.events, draft.happening)
  const arrival = toldArrival(draft)
  const arrived = arrival ? eventsOf(trace.events, arrival) : []
  const instead = sent.find(({ because }) => [...INSTEAD, ...MOMENTS].includes(because))
  const says = draft.arrives
    ? `The ${flagNames(conversation.steps[drafts.indexOf(draft.arrives)].flags)} of step ${drafts.indexOf(draft.arrives) + 1} arrives at ${NAMED[step.from]}`
    : instead
      ? insteadSays(instead, step)
      : whatItSays(step, conversation)
  const beside = arrived.filter(({ because }) => BESIDE.includes(because)).map(describeEvent)
  const lost = draft.lost ? ['It is lost on the way.', ...whenAgain(step, conversation)] : []
  return [says, ...lost, ...beside, ...whatItChanges(step)]
    .map((part) => (/[.!?”]$/.test(part) ? part : `${part}.`))
    .join(' ')
}

const NAMED = ['the client', 'the server'] as const

/** A SYN that comes a second time is no danger in a story of two honest ends: it says what became of it. */
function insteadSays(event: TraceEvent, { from }: Step): string {
  if (event.because !== 'tcp.challenge-ack' || event.data?.why !== 'SYN') return describeEvent(event)
  return `The SYN that has come is nothing new to ${NAMED[from]}, so it changes nothing: the answer is an ACK of what is expected next (a challenge ACK, RFC 5961, section 4).`
}

function whenAgain({ number }: Step, { steps }: Conversation): string[] {
  const again = steps.find(({ repeats }) => repeats === number)
  return again ? [`It is sent again in step ${again.number}.`] : []
}
