import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** Pieces that wait for a lost one: all behind it with TCP, those of its stream with QUIC (RFC 9000, section 2.2). No params. */
export const piecesBehindAHole: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const streams = wholeNumber(random, 2, 5)
    const each = wholeNumber(random, 3, 6)
    const total = streams * each
    const lost = wholeNumber(random, 1, total - streams)
    const transport = pick(random, ['TCP', 'QUIC'] as const)
    const behind = total - lost
    const own = each - Math.ceil(lost / streams)
    const answer = transport === 'TCP' ? behind : own
    return {
      given: [
        { name: 'transport', value: transport },
        { name: 'streams', value: `${streams}, which send in turns, one piece in each packet` },
        { name: 'pieces in each stream', value: String(each) },
        { name: 'lost', value: `packet ${lost} of ${total}` },
      ],
      answer,
      unit: 'pieces',
      working:
        transport === 'TCP'
          ? [`Everything behind packet ${lost} waits: ${total} − ${lost} = ${behind}.`]
          : [
              `Packet ${lost} carries piece ${Math.ceil(lost / streams)} of its stream.`,
              `Only the rest of that stream waits: ${each} − ${Math.ceil(lost / streams)} = ${own}.`,
            ],
      wrong: [
        {
          number: transport === 'TCP' ? own : behind,
          misconception: 'TCP and QUIC keep the same order',
          why:
            transport === 'TCP'
              ? 'TCP does not know streams. All bytes behind the hole wait.'
              : 'Other streams are not held back. That would be TCP.',
        },
        {
          number: behind + 1,
          misconception: 'The lost piece waits too',
          why: 'It has not arrived. The question counts pieces that have.',
        },
        {
          number: own + 1,
          misconception: 'The lost piece waits too',
          why: 'It has not arrived. The question counts pieces that have.',
        },
        {
          number: 0,
          misconception: 'Nothing waits',
          why: 'That would be UDP. Order is kept here, so what follows the hole has to wait.',
        },
      ],
    }
  },
}
