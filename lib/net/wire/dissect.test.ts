import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ipv4 } from '../addr/ipv4'
import type { Mac } from '../addr/mac'
import { allProtocols } from './all'
import { makeContext } from './context'
import { type Dissection, dissect, makeTable } from './dissect'
import { encodeDns } from './dns'
import { encodeEthernet } from './ethernet'
import { ethernet } from './ethernet-dissect'
import { encodeIpv4, type Ipv4ToEncode } from './ipv4'
import { ipv4 } from './ipv4-dissect'
import { LINKTYPE_ETHERNET, LINKTYPE_RAW } from './link-type'
import { encodeTcp, TCP_ACK, TCP_FIN, TCP_SYN, type TcpToEncode } from './tcp'
import { tcp } from './tcp-dissect'
import { encodeUdp } from './udp'

const CLIENT = 0xc0000201 as Ipv4
const SERVER = 0xc6336450 as Ipv4

function text(value: string): Uint8Array {
  return Uint8Array.from(value, (character) => character.charCodeAt(0))
}

function fromClient(
  header: Partial<TcpToEncode>,
  payload: Uint8Array = new Uint8Array(0),
  port = 80,
): Uint8Array {
  return packet(CLIENT, SERVER, { sourcePort: 40000, destinationPort: port, ...header }, payload)
}

function fromServer(
  header: Partial<TcpToEncode>,
  payload: Uint8Array = new Uint8Array(0),
  port = 80,
): Uint8Array {
  return packet(SERVER, CLIENT, { sourcePort: port, destinationPort: 40000, ...header }, payload)
}

function packet(
  source: Ipv4,
  destination: Ipv4,
  header: Partial<TcpToEncode>,
  payload: Uint8Array,
): Uint8Array {
  const whole = {
    sourcePort: 0,
    destinationPort: 0,
    sequence: 0,
    acknowledgment: 0,
    flags: TCP_ACK,
    window: 1000,
    ...header,
  }
  const segment = encodeTcp(whole, payload, { family: 4, source, destination })
  return encodeIpv4({ protocol: 6, source, destination }, segment)
}

/** Dissects packets as one capture, one second apart. */
function capture(packets: readonly Uint8Array[]): Dissection[] {
  const context = makeContext()
  return packets.map((bytes, index) =>
    dissect(bytes, LINKTYPE_RAW, allProtocols, context, {
      number: index + 1,
      seconds: index,
      nanoseconds: 0,
    }),
  )
}

function firstOf(dissection: Dissection, name: string): string | undefined {
  return valuesOf(dissection, name)[0]
}

function valuesOf({ layers }: Dissection, name: string): string[] {
  return layers.flatMap(({ fields }) =>
    fields.filter((field) => field.name === name).map((field) => field.value),
  )
}

describe('whatever the bytes', () => {
  it('no link type makes it throw, and every field can be printed', () => {
    const links = [...allProtocols.link.keys()]
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...links, 9999), (bytes, linkType) => {
        const { layers } = dissect(bytes, linkType, allProtocols, makeContext())
        for (const layer of layers) for (const field of layer.fields) expect(field.value).toBeTypeOf('string')
      }),
      { numRuns: 2000 },
    )
  })

  it.each([20, 53, 67, 80, 179, 443, 500, 1080, 4500, 4789, 22, 7, 51820])(
    'port %i takes any payload, over UDP and in three TCP segments',
    (port) => {
      const pair = { family: 4, source: CLIENT, destination: SERVER } as const
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(120), fc.nat(120), (payload, one, other) => {
          const datagram = encodeUdp({ sourcePort: 40000, destinationPort: port }, payload, pair)
          const cuts = [
            0,
            Math.min(one, other, payload.length),
            Math.min(Math.max(one, other), payload.length),
            payload.length,
          ]
          const segments = [0, 1, 2].map((i) =>
            fromClient({ sequence: 1 + cuts[i] }, payload.subarray(cuts[i], cuts[i + 1]), port),
          )
          const frames = [
            encodeIpv4({ protocol: 17, source: CLIENT, destination: SERVER }, datagram),
            ...segments,
          ]
          frames.push(fromClient({ sequence: 1 + payload.length, flags: TCP_ACK | TCP_FIN }, undefined, port))
          for (const { layers } of capture(frames))
            for (const layer of layers)
              for (const field of layer.fields) expect(field.value).toBeTypeOf('string')
        }),
        { numRuns: 60 },
      )
    },
  )

  it('says what was expected at which byte when a header is cut', () => {
    const frame = encodeEthernet(
      { destination: 1 as Mac, source: 2 as Mac, etherType: 0x0800 },
      fromClient({}),
    )
    const cut = dissect(frame.subarray(0, 40), LINKTYPE_ETHERNET, allProtocols)
    expect(cut.protocols).toEqual(['eth', 'ip', 'tcp'])
    expect(valuesOf(cut, 'hop.malformed')).toEqual([
      'expected an IPv4 packet of 40 bytes at byte 14, found 26',
      'expected a TCP header of 20 bytes at byte 34, found 6',
    ])
  })

  it('does not follow a compression pointer that does not lead backwards', () => {
    const loop = Uint8Array.from([0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xc0, 12, 0, 1, 0, 1])
    const datagram = encodeUdp({ sourcePort: 1, destinationPort: 53 }, loop, {
      family: 4,
      source: CLIENT,
      destination: SERVER,
    })
    const dissection = dissect(
      encodeIpv4({ protocol: 17, source: CLIENT, destination: SERVER }, datagram),
      LINKTYPE_RAW,
      allProtocols,
    )
    expect(firstOf(dissection, 'hop.malformed')).toContain('does not point backwards')
  })

  it('stops at a depth no network has', () => {
    const header: Ipv4ToEncode = { protocol: 4, source: CLIENT, destination: SERVER }
    let bytes: Uint8Array = encodeIpv4({ ...header, protocol: 17 }, new Uint8Array(8))
    for (let i = 0; i < 100; i++) bytes = encodeIpv4(header, bytes)
    expect(dissect(bytes, LINKTYPE_RAW, allProtocols).protocols.length).toBeLessThan(30)
  })
})

describe('what earlier frames teach', () => {
  it('sequence numbers count from the SYN, windows are scaled by it', () => {
    const [, , data, unscaled] = capture([
      fromClient({ sequence: 5000, flags: TCP_SYN, options: [{ kind: 'window-scale', shift: 7 }] }),
      fromServer({ sequence: 9000, acknowledgment: 5001, flags: TCP_SYN | TCP_ACK }),
      fromClient({ sequence: 5001, acknowledgment: 9001 }, text('hello'), 9),
      fromServer({ sequence: 9001, acknowledgment: 5001 }),
    ])
    expect(firstOf(data, 'tcp.stream')).toBe('1') // another port, another stream
    expect(firstOf(unscaled, 'tcp.seq')).toBe('1')
    expect(firstOf(unscaled, 'tcp.ack')).toBe('1')
    expect(firstOf(unscaled, 'tcp.window_size_scalefactor')).toBe('-2')
  })

  it('a new SYN between the same ports is a new connection', () => {
    const streams = capture([
      fromClient({ sequence: 1, flags: TCP_SYN }),
      fromClient({ sequence: 1, flags: TCP_SYN }),
      fromClient({ sequence: 777, flags: TCP_SYN }),
    ]).map((dissection) => firstOf(dissection, 'tcp.stream'))
    expect(streams).toEqual(['0', '0', '1'])
  })

  it('a message is shown once, in the segment that completes it, whatever the order and copies', () => {
    const request = text('GET /a HTTP/1.1\r\nHost: h\r\n\r\n')
    const piece = (from: number, to: number) =>
      fromClient({ sequence: 1001 + from }, request.subarray(from, to))
    const dissections = capture([
      fromClient({ sequence: 1000, flags: TCP_SYN }),
      piece(0, 10),
      piece(20, request.length),
      piece(0, 10),
      piece(5, 20),
      piece(0, request.length),
    ])
    const shown = dissections.map(({ protocols }) => protocols.includes('http'))
    expect(shown).toEqual([false, false, false, false, true, false])
    expect(firstOf(dissections[4], 'http.request.uri')).toBe('/a')
    expect(valuesOf(dissections[4], 'hop.tcp.segment')).toEqual(['2', '5', '3'])
  })

  it('a hole that the other end has acknowledged was lost by the capture: what follows is dissected', () => {
    const dissections = capture([
      fromClient({ sequence: 1000, flags: TCP_SYN }),
      fromClient({ sequence: 1001 }, text('GET / HTTP/1.1\r\nHo')),
      fromServer({ sequence: 1, acknowledgment: 2001 }),
      fromClient({ sequence: 2001 }, text('GET /b HTTP/1.1\r\nHost: h\r\n\r\n')),
    ])
    expect(firstOf(dissections[3], 'http.request.uri')).toBe('/b')
  })

  it('a body of many small segments takes time in proportion to its length', () => {
    const head = text('HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n')
    const packets = [fromServer({ sequence: 1 }, head)]
    for (let i = 0; i < 20000; i++)
      packets.push(fromServer({ sequence: 1 + head.length + 10 * i }, text('0123456789')))
    const dissections = capture(packets)
    expect(dissections.at(-1)?.protocols).toContain('http')
    expect(firstOf(dissections[dissections.length - 1], 'tcp.reassembled.length')).toBe(
      String(200000 + head.length),
    )
  })

  it('a message longer than is kept is shown as far as it came, and the next one is found again', () => {
    const body = new Uint8Array(60000).fill(120)
    const head = text(`HTTP/1.1 200 OK\r\nContent-Length: ${60000 * 40}\r\n\r\n`)
    const packets = [fromServer({ sequence: 1 }, head)]
    for (let i = 0; i < 40; i++) packets.push(fromServer({ sequence: 1 + head.length + 60000 * i }, body))
    packets.push(
      fromServer(
        { sequence: 1 + head.length + 60000 * 40 },
        text('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'),
      ),
    )
    const codes = capture(packets).flatMap((dissection) => valuesOf(dissection, 'http.response.code'))
    expect(codes).toEqual(['200', '404'])
  })

  it('DNS over TCP may bring its length and its message in different segments', () => {
    const message = encodeDns({ id: 7, questions: [{ name: 'acme.example', type: 1, class: 1 }] })
    const length = Uint8Array.from([0, message.length])
    const [, , last] = capture([
      fromClient({ sequence: 1 }, length.subarray(0, 1), 53),
      fromClient({ sequence: 2 }, length.subarray(1), 53),
      fromClient({ sequence: 3 }, message, 53),
    ])
    expect(firstOf(last, 'dns.qry.name')).toBe('acme.example')
  })

  it('fragments are put together in the frame of the last that was missing', () => {
    const pair = { family: 4, source: CLIENT, destination: SERVER } as const
    const datagram = encodeUdp({ sourcePort: 1, destinationPort: 2 }, new Uint8Array(100), pair)
    const fragment = (from: number, to: number) =>
      encodeIpv4(
        {
          protocol: 17,
          source: CLIENT,
          destination: SERVER,
          identification: 9,
          fragmentOffset: from,
          moreFragments: to < datagram.length,
        },
        datagram.subarray(from, to),
      )
    const dissections = capture([fragment(64, 108), fragment(0, 32), fragment(32, 64)])
    expect(dissections.map(({ protocols }) => protocols.includes('udp'))).toEqual([false, false, true])
    expect(valuesOf(dissections[2], 'ip.fragment')).toEqual(['2', '3', '1'])
    expect(firstOf(dissections[2], 'udp.checksum.status')).toBe('1')
  })

  it('without a context a frame still says all that stands in it, sequence numbers as they are', () => {
    const alone = dissect(
      fromClient({ sequence: 123456 }, text('GET / HTTP/1.1\r\n\r\n')),
      LINKTYPE_RAW,
      allProtocols,
    )
    expect(alone.protocols).toEqual(['raw', 'ip', 'tcp', 'http'])
    expect(firstOf(alone, 'tcp.seq')).toBe('123456')
    expect(firstOf(alone, 'tcp.stream')).toBeUndefined()
  })
})

it('a table of three protocols knows three: the rest is data', () => {
  const table = makeTable([ethernet, ipv4, tcp])
  const frame = encodeEthernet(
    { destination: 1 as Mac, source: 2 as Mac, etherType: 0x0800 },
    fromClient({}, text('GET / HTTP/1.1\r\n\r\n')),
  )
  expect(dissect(frame, LINKTYPE_ETHERNET, table).protocols).toEqual(['eth', 'ip', 'tcp', 'data'])
})
