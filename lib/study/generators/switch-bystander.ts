import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/**
 * How many frames of an exchange between two machines reach a third one, on a switch or on a hub. The machines know each
 * other's MAC addresses, so no ARP is sent. No params.
 */
export const switchBystander: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const pings = wholeNumber(random, 3, 40)
    const box = pick(random, ['switch', 'switch', 'switch that knows both', 'hub'] as const)
    const answer = { switch: 1, 'switch that knows both': 0, hub: 2 * pings }[box]
    return {
      given: [
        { name: 'box', value: box === 'switch' ? 'switch with an empty MAC table' : `${box}` },
        { name: 'echo requests', value: `${pings}, each answered` },
        { name: 'ARP', value: 'none: the entries are there' },
      ],
      answer,
      working: [working(box, pings)],
      wrong: [
        {
          number: 2 * pings,
          misconception: 'Everybody on a switch hears everything',
          why: 'That would be a hub. A switch sends known frames by one port.',
        },
        {
          number: 0,
          misconception:
            box === 'hub' ? 'A hub keeps frames apart' : 'A switch never shows a frame to others',
          why:
            box === 'hub'
              ? 'A hub repeats every frame on every other port.'
              : 'The first request is flooded, since nobody has spoken yet.',
        },
        {
          number: 2,
          misconception: 'The first answer is flooded too',
          why: 'The request has already taught the switch where the answer has to go.',
        },
        {
          number: pings,
          misconception: 'Requests are flooded, answers are not',
          why: 'What counts is whether the receiver is in the table, not what kind of message it is.',
        },
        {
          number: 1,
          misconception: 'The first frame is always flooded',
          why: box === 'hub' ? 'A hub repeats all of them.' : 'Both receivers are in the table already.',
        },
      ],
    }
  },
}

function working(box: 'switch' | 'switch that knows both' | 'hub', pings: number): string {
  if (box === 'hub')
    return `A hub repeats every frame on every port: ${pings} requests + ${pings} answers = ${2 * pings}`
  if (box === 'switch')
    return 'The first request is flooded. Its sender is learned, then the answerer: frames seen = 1'
  return 'Both machines are in the table, so each frame goes by one port: frames seen = 0'
}
