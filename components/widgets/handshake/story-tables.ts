import { formatMoment } from '@/components/trace/moment'
import type { TwinTable } from '@/components/widgets/frame/text-twin'
import type { Story } from '@/lib/net/situation/story'
import { stateName } from '@/lib/net/trace/state-name'
import { nameOf } from './step-name'

/** A story as tables: every step with its numbers and states, and every change of state with what brought it about. */
export function storyTables(story: Story): readonly TwinTable[] {
  const { conversation, moments } = story
  const totalUs = moments.at(-1)?.atUs ?? 0
  const steps = conversation.steps.map((step, index) => {
    const hasNumbers = step.kind === 'segment'
    return [
      String(index + 1),
      formatMoment(step.sentUs, totalUs, false),
      step.from === 0 ? 'client' : 'server',
      nameOf(story, index) + (step.outcome === 'no-answer' ? ' (lost)' : ''),
      hasNumbers ? String(step.relative.sequence) : '',
      hasNumbers && step.relative.acknowledgment !== null ? String(step.relative.acknowledgment) : '',
      step.payloadLength > 0 ? String(step.payloadLength) : '',
      stateName(moments[index].ends[0].state),
      stateName(moments[index].ends[1].state),
    ]
  })
  const changes = moments.flatMap(({ transitions }, index) =>
    transitions.map(({ end, before, after, event, action }) => [
      String(index + 1),
      end === 0 ? 'client' : 'server',
      stateName(before),
      stateName(after),
      event,
      action ?? 'nothing sent',
    ]),
  )
  return [
    {
      caption: 'Every step',
      columns: [
        'Step',
        'Time',
        'From',
        'What',
        'SEQ',
        'ACK',
        'Payload bytes',
        'Client is in',
        'Server is in',
      ],
      rows: steps,
    },
    {
      caption: 'Every change of state',
      columns: ['Step', 'End', 'From state', 'To state', 'Event', 'Action'],
      rows: changes,
    },
  ]
}
