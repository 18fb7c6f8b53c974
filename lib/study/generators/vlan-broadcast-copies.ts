import { wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** Out of how many ports a switch with VLANs sends a broadcast (IEEE 802.1Q). No params. */
export const vlanBroadcastCopies: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const mine = wholeNumber(random, 3, 12)
    const others = wholeNumber(random, 2, 12)
    const with10 = wholeNumber(random, 1, 3)
    const without10 = wholeNumber(random, 1, 2)
    const answer = mine - 1 + with10
    const all = mine + others + with10 + without10
    return {
      given: [
        { name: 'access ports in VLAN 10', value: String(mine) },
        { name: 'access ports in VLAN 20', value: String(others) },
        { name: 'trunks that carry 10 and 20', value: String(with10) },
        { name: 'trunks that carry 20 only', value: String(without10) },
        { name: 'the broadcast comes from', value: 'a machine on an access port in VLAN 10' },
      ],
      answer,
      working: [
        `Other access ports of VLAN 10: ${mine} − 1 = ${mine - 1}`,
        `Trunks that carry VLAN 10: ${with10}`,
        `${mine - 1} + ${with10} = ${answer}`,
      ],
      wrong: [
        {
          number: all - 1,
          misconception: 'A broadcast goes to every port of the switch',
          why: 'It stays in its VLAN. That is what a VLAN is for.',
        },
        {
          number: mine - 1,
          misconception: 'VLANs end at the switch',
          why: 'Trunks carry the VLAN on to other switches, with a tag.',
        },
        {
          number: mine - 1 + with10 + without10,
          misconception: 'A trunk carries every VLAN',
          why: 'It carries those that it was given. 20 only means that 10 stops there.',
        },
        {
          number: mine + with10,
          misconception: 'A flooded frame also goes back where it came from',
          why: 'Every port of the VLAN but the one that the frame came in by.',
        },
      ],
    }
  },
}
