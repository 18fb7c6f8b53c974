import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generate, generatorNames } from './generate'
import { asWritten } from './generators/generated'
import { scoreWritten } from './score'

const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** Every generator with every set of params that it takes. */
const variants: [string, Record<string, string | number | boolean>][] = [
  ...['mixed', 'syn', 'data', 'fin'].flatMap((segment) =>
    [false, true].map((wrap): [string, { segment: string; wrap: boolean }] => [
      'tcp-ack-number',
      { segment, wrap },
    ]),
  ),
  ['tcp-relative-sequence', { wrap: false }],
  ['tcp-relative-sequence', { wrap: true }],
  ...['copy', 'give-up'].flatMap((ask) =>
    [0, 1, 2, 3, 4].map((linear): [string, { ask: string; linear: number }] => [
      'tcp-syn-retry-times',
      { ask, linear },
    ]),
  ),
  ...['response', 'request'].flatMap((until) =>
    ['none', '1.3', '1.2'].map((tls): [string, { until: string; tls: string }] => [
      'handshake-rtt-cost',
      { until, tls },
    ]),
  ),
  ...['capture', 'wire'].flatMap((where) =>
    ['ipv4', 'ipv6', 'either'].map((over): [string, { where: string; over: string }] => [
      'frame-length',
      { where, over },
    ]),
  ),
  ['dhcp-discovers', {}],
  ['dhcp-timers', {}],
  ['ipv4-octet', {}],
  ['happy-eyeballs-time', {}],
  ['ipv6-zero-groups', {}],
  ['layer-of-byte', {}],
  ...['mesh', 'reflectors'].flatMap((design) =>
    ['sessions', 'statements'].map((count): [string, { design: string; count: string }] => [
      'ibgp-sessions',
      { design, count },
    ]),
  ),
  ['nat-port-share', {}],
  ['nat-row-end', {}],
  ['private-addresses', {}],
  ['routers-behind-a-ttl', {}],
  ['ospf-dead-wait', {}],
  ['ospf-path-cost', {}],
  ['route-gateway', {}],
  ['route-matches', {}],
  ['traceroute-port', {}],
  ['fibre-round-trips', {}],
  ['client-ports', {}],
  ['connections-that-fit', {}],
  ['download-time', {}],
  ['bandwidth-delay-product', {}],
  ['window-rate', {}],
  ['udp-data-length', {}],
  ['pieces-behind-a-hole', {}],
  ['slow-start-window', {}],
  ['arp-request-count', {}],
  ['vlan-broadcast-copies', {}],
  ['vlan-frame-length', {}],
  ['switch-bystander', {}],
  ['switch-copies', {}],
  ...['either', 'near', 'far'].map((where): [string, { where: string }] => ['arp-request-target', { where }]),
  ['subnet-network-octet', { octet: 4 }],
  ['subnet-network-octet', { octet: 3 }],
  ['subnet-usable-hosts', { given: 'prefix' }],
  ['subnet-usable-hosts', { given: 'mask' }],
]

describe.each(variants)('%s %j', (name, params) => {
  it('is the same for the same seed, answers itself, and is wrong with every listed wrong number', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const made = generate(name, params, seed)
        expect(generate(name, params, seed)).toEqual(made)
        expect(Number.isSafeInteger(made.answer)).toBe(true)
        expect(scoreWritten(asWritten(made), String(made.answer))?.score).toBe(1)
        for (const { number, misconception } of made.wrong) {
          const verdict = scoreWritten(asWritten(made), String(number))
          expect(verdict?.score).toBe(0)
          expect(verdict?.remarks[0]?.misconception).toBe(misconception)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('shows working that ends in the answer', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { working, answer } = generate(name, params, seed)
        expect(working.join(' ')).toMatch(new RegExp(`= ${answer}\\b`))
      }),
      { numRuns: 50 },
    )
  })
})

it('knows every generator that is tested here, and no other', () => {
  expect([...new Set(variants.map(([name]) => name))].sort()).toEqual([...generatorNames].sort())
})

describe('what a Linux client does when nothing answers', () => {
  // recorded: tcp-timeout (linear 0, 3 retries) and tcp-timeout-linear (linear 4, 3 retries)
  it.each([
    [0, 3, [1, 3, 7]],
    [4, 3, [1, 2, 3, 4, 5, 7, 11]],
  ])('with %d linear timeouts and %d retries, copies leave at %j s', (linear, retries, times) => {
    const seen = new Map<number, number>()
    for (let seed = 0; seed < 400; seed += 1) {
      const { given, answer } = generate('tcp-syn-retry-times', { linear }, seed)
      if (given[0]?.value !== String(retries)) continue
      seen.set(Number(given[2]?.value.replace('no. ', '')), answer)
    }
    expect(seen.size).toBeGreaterThan(0)
    for (const [copy, answer] of seen) expect(answer).toBe(times[copy - 1])
  })

  it('gives up after 127 s with the classic six retries', () => {
    const answers = Array.from({ length: 200 }, (_, seed) =>
      generate('tcp-syn-retry-times', { ask: 'give-up' }, seed),
    )
    const six = answers.filter(({ given }) => given[0]?.value === '6')
    expect(six.length).toBeGreaterThan(0)
    expect(new Set(six.map(({ answer }) => answer))).toEqual(new Set([127]))
  })
})

describe('the numbers, worked out a second way from what the reader is told', () => {
  const given = (name: string, params: Record<string, string | number | boolean>, seed: number) => {
    const { given, answer } = generate(name, params, seed)
    return { answer, values: given.map(({ value }) => value) }
  }

  it.each([false, true])('a SYN or FIN counts as one and a byte as one, modulo 2^32 (wrap: %s)', (wrap) => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { answer, values } = given('tcp-ack-number', { wrap }, seed)
        const [flags = '', sequence = '', payload = ''] = values
        const counted = BigInt(payload.replace(' bytes', '')) + (/SYN|FIN/.test(flags) ? 1n : 0n)
        expect(BigInt(answer)).toBe((BigInt(sequence) + counted) % 2n ** 32n)
      }),
    )
  })

  it.each([false, true])(
    'a relative number is the distance from the initial one, modulo 2^32 (wrap: %s)',
    (wrap) => {
      fc.assert(
        fc.property(anySeed, (seed) => {
          const { answer, values } = given('tcp-relative-sequence', { wrap }, seed)
          const [initial = '', raw = ''] = values
          expect((BigInt(initial) + BigInt(answer)) % 2n ** 32n).toBe(BigInt(raw))
          expect(BigInt(raw) < BigInt(initial)).toBe(wrap)
        }),
      )
    },
  )

  it.each([
    ['request', 'none', 1],
    ['response', 'none', 2],
    ['request', '1.3', 2],
    ['response', '1.3', 3],
    ['request', '1.2', 3],
    ['response', '1.2', 4],
  ])('until the %s with TLS %s, %d round trips pass', (until, tls, trips) => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { answer, values } = given('handshake-rtt-cost', { until, tls }, seed)
        expect(answer).toBe(trips * Number(values[0]?.replace(' ms', '')))
      }),
    )
  })
})

describe('a wrapped sequence number', () => {
  it('stays inside 32 bits, and passes zero', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { given, answer } = generate('tcp-ack-number', { wrap: true }, seed)
        expect(answer).toBeLessThan(Number(given[1]?.value))
        expect(answer).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('subnets', () => {
  it.each([3, 4])('octet %i of a network is the octet of the address without its host bits', (octet) => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const { given, answer } = generate('subnet-network-octet', { octet }, seed)
        const [address, bits] = (given[0]?.value ?? '').split('/')
        const value = Number(address?.split('.')[octet - 1])
        const kept = Number(bits) - 8 * (octet - 1)
        expect(answer.toString(2).padStart(8, '0')).toBe(
          value.toString(2).padStart(8, '0').slice(0, kept).padEnd(8, '0'),
        )
      }),
    )
  })
})

it.each([
  ['an unknown generator', 'subnet-size', {}, 'there is no generator subnet-size: known are '],
  ['a name of every object', 'constructor', {}, 'there is no generator constructor'],
  ['an unknown param', 'tcp-ack-number', { wrapped: true }, 'unknown param wrapped: known are segment, wrap'],
  [
    'a value out of the list',
    'tcp-syn-retry-times',
    { linear: 9 },
    'param linear: 9 is not one of 0, 1, 2, 3, 4',
  ],
])('refuses %s', (_what, name, params, message) => {
  expect(() => generate(name, params, 1)).toThrow(message)
})
