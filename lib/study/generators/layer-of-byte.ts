import { ETHERNET_HEADER } from '../../net/wire/ethernet'
import { IPV4_HEADER } from '../../net/wire/ipv4'
import { TCP_HEADER } from '../../net/wire/tcp'
import { UDP_HEADER } from '../../net/wire/udp'
import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const TIMESTAMPS = 12

/** Which layer wrote a byte of a captured frame: 2, 3, 4 or 7. Ethernet, IPv4 without options, then TCP or UDP, then data. */
export const layerOfByte: Generator<object> = {
  readParams(params) {
    onlyParams(params, [])
    return {}
  },

  make(random) {
    const transport = pick(random, ['TCP', 'UDP'] as const)
    const transportHeader = transport === 'TCP' ? TCP_HEADER + TIMESTAMPS : UDP_HEADER
    const ends = [
      { layer: 2, end: ETHERNET_HEADER },
      { layer: 3, end: ETHERNET_HEADER + IPV4_HEADER },
      { layer: 4, end: ETHERNET_HEADER + IPV4_HEADER + transportHeader },
      { layer: 7, end: ETHERNET_HEADER + IPV4_HEADER + transportHeader + wholeNumber(random, 40, 400) },
    ]
    const index = wholeNumber(random, 0, ends.length - 1)
    const from = index === 0 ? 0 : ends[index - 1].end
    const byte = wholeNumber(random, from, ends[index].end - 1)
    const answer = ends[index].layer

    return {
      given: [
        {
          name: 'headers',
          value: `Ethernet ${ETHERNET_HEADER} bytes, IPv4 ${IPV4_HEADER} bytes, ${transport} ${transportHeader} bytes`,
        },
        { name: 'length of the frame', value: `${ends[3].end} bytes` },
        { name: 'byte, counted from 0', value: `${byte} (0x${byte.toString(16)})` },
      ],
      answer,
      working: [
        `Ethernet, layer 2: bytes 0 to ${ends[0].end - 1}.`,
        `IPv4, layer 3: bytes ${ends[0].end} to ${ends[1].end - 1}.`,
        `${transport}, layer 4: bytes ${ends[1].end} to ${ends[2].end - 1}.`,
        `Data, layer 7: bytes ${ends[2].end} to ${ends[3].end - 1}.`,
        `Layer of byte ${byte} = ${answer}`,
      ],
      wrong: ends
        .filter(({ layer }) => layer !== answer)
        .map(({ layer }) => ({
          number: layer,
          misconception: 'Headers are counted each from its own first byte',
          why: `Add the lengths up from the front of the frame: layer ${layer} ${rangeOf(ends, layer)}.`,
        })),
    }
  },
}

/** "takes bytes 14 to 33" */
function rangeOf(ends: readonly { readonly layer: number; readonly end: number }[], layer: number): string {
  const index = ends.findIndex((each) => each.layer === layer)
  return `takes bytes ${index === 0 ? 0 : ends[index - 1].end} to ${ends[index].end - 1}`
}
