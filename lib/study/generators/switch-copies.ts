import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** Out of how many ports a switch sends a frame (IEEE 802.1Q: forwarding, flooding, filtering). No params. */
export const switchCopies: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const ports = pick(random, [8, 16, 24, 48])
    const linked = wholeNumber(random, 4, ports)
    const from = wholeNumber(random, 1, linked)
    const kind = pick(random, ['known', 'unknown', 'broadcast', 'same-port'] as const)
    const flooded = linked - 1
    const answer = { known: 1, unknown: flooded, broadcast: flooded, 'same-port': 0 }[kind]
    const behind = kind === 'same-port' ? from : (from % linked) + 1
    const receiver = {
      known: `in the MAC table, behind port ${behind}`,
      unknown: 'one MAC address, not in the MAC table',
      broadcast: '`ff:ff:ff:ff:ff:ff`',
      'same-port': `in the MAC table, behind port ${from}`,
    }[kind]

    return {
      given: [
        { name: 'ports', value: `${ports}, of which 1 to ${linked} have a link` },
        { name: 'the frame comes in by', value: `port ${from}` },
        { name: 'receiver', value: receiver },
      ],
      answer,
      working: [why(kind, linked, behind, from)],
      wrong: [
        {
          number: linked,
          misconception: 'A flooded frame also goes back where it came from',
          why: 'Every port but the one that the frame came in by.',
        },
        {
          number: ports - 1,
          misconception: 'Ports without a link count',
          why: 'Nobody is there: the switch sends only by ports that have a link.',
        },
        {
          number: flooded,
          misconception: 'A switch sends everything everywhere',
          why: 'That is a hub. The table says behind which port the receiver is.',
        },
        {
          number: 1,
          misconception:
            kind === 'same-port' ? 'A frame is always sent on' : 'A switch always knows the one right port',
          why:
            kind === 'same-port'
              ? 'The receiver is behind the port that the frame came from, so it has the frame already.'
              : 'There is no entry for this receiver, so the frame goes everywhere else.',
        },
        {
          number: 0,
          misconception: 'An unknown receiver means that the frame is dropped',
          why: 'A switch sends an unknown frame everywhere rather than nowhere.',
        },
      ],
    }
  },
}

function why(
  kind: 'known' | 'unknown' | 'broadcast' | 'same-port',
  linked: number,
  behind: number,
  from: number,
) {
  switch (kind) {
    case 'known':
      return `The table names port ${behind}: ports used = 1`
    case 'unknown':
      return `Not in the table, so every other port with a link: ${linked} − 1 = ${linked - 1}`
    case 'broadcast':
      return `For everybody, so every other port with a link: ${linked} − 1 = ${linked - 1}`
    case 'same-port':
      return `The receiver is behind port ${from}, where the frame came from: ports used = 0`
  }
}
