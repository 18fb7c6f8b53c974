import { ETHERNET_HEADER } from '../../net/wire/ethernet'
import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** The 802.1Q tag: 2 bytes of type 0x8100 and 2 of priority and VLAN identifier. */
const TAG = 4

/** How long a frame is in a capture on an access port and on a trunk (IEEE 802.1Q). No params. */
export const vlanFrameLength: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const packet = wholeNumber(random, 60, 1500)
    const where = pick(random, ['access port', 'trunk', 'native VLAN'] as const)
    const tag = where === 'trunk' ? TAG : 0
    const answer = packet + ETHERNET_HEADER + tag
    const place = {
      'access port': 'on an access port of its VLAN',
      trunk: 'on a trunk',
      'native VLAN': 'on a trunk whose native VLAN it belongs to',
    }[where]
    return {
      given: [
        { name: 'IP packet', value: `${packet} bytes` },
        { name: 'the capture is made', value: place },
        { name: 'check sequence', value: 'not in the capture' },
      ],
      answer,
      unit: 'bytes',
      working: [
        `Packet and Ethernet header: ${packet} + ${ETHERNET_HEADER} = ${packet + ETHERNET_HEADER}`,
        tag
          ? `A tag of ${TAG} bytes: ${packet + ETHERNET_HEADER} + ${TAG} = ${answer}`
          : `No tag here: length = ${answer}`,
      ],
      wrong: [
        {
          number: packet + ETHERNET_HEADER + TAG - tag,
          misconception: tag ? 'The tag takes no room' : 'Frames are tagged everywhere',
          why: tag
            ? 'The tag is four more bytes behind the two addresses.'
            : 'Access ports, and the native VLAN on a trunk, carry frames without a tag.',
        },
        {
          number: packet + tag,
          misconception: 'The Ethernet header is not counted',
          why: 'The capture begins with its 14 bytes.',
        },
        {
          number: packet + ETHERNET_HEADER + 2,
          misconception: 'The tag is the VLAN identifier alone',
          why: 'Two bytes of type, 0x8100, stand before the two with priority and identifier.',
        },
      ],
    }
  },
}
