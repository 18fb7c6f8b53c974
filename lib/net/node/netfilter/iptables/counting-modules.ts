import { type Built, type Given, givenValue, type Module, printed, type Wrong } from './module'

/** Matches on how much has gone by, iptables-extensions(8). */
export const countingModules: readonly Module[] = [
  {
    name: 'statistic',
    options: { mode: 1, probability: 1, every: 1, packet: 1 },
    build: buildStatistic,
  },
  { name: 'quota', options: { quota: 1 }, build: buildQuota },
  {
    name: 'connbytes',
    options: { connbytes: 1, 'connbytes-dir': 1, 'connbytes-mode': 1 },
    build: buildVolume,
  },
]

const WHOLE = 0x8000_0000

function buildStatistic(given: readonly Given[]): Built | Wrong {
  const [mode, probability] = [givenValue(given, 'mode'), givenValue(given, 'probability')]
  const [every, packet] = [givenValue(given, 'every'), givenValue(given, 'packet')]
  if (mode?.negated) return { wrong: 'statistic: option "--mode" cannot be inverted.\n', at: mode.at }
  if (mode && mode.values[0] !== 'random' && mode.values[0] !== 'nth')
    return { wrong: `Bad mode "${mode.values[0]}"`, at: mode.at + 1 }
  if (mode?.values[0] !== 'nth') {
    if (!probability) return { wrong: '--probability must be specified when using random mode', at: null }
    const value = /^\d*\.?\d+$/.test(probability.values[0]) ? Number(probability.values[0]) : 2
    if (value > 1)
      return {
        wrong: 'statistic: bad value for option "--probability", or out of range (0-1).\n',
        at: probability.at + 1,
      }
    const share = Math.round(value * WHOLE)
    const text = `${probability.negated ? '! ' : ''}%probability ${(share / WHOLE).toFixed(11)}`
    return {
      parts: [{ kind: 'statistic', negated: probability.negated, every: 0, probability: value, count: 0 }],
      printed: printed(
        `-m statistic --mode random ${text.replace('%', '--')}`,
        `statistic mode random ${text.replace('%', '')}`,
      ),
      nft: `meta random & 2147483647 ${probability.negated ? '>=' : '<'} ${share}`,
    }
  }
  if (!every) return { wrong: '--every must be specified when using nth mode', at: null }
  if (!packet) return { wrong: 'statistic: option "--every" also requires "--packet".\n', at: null }
  const [period, first] = [Number(every.values[0]), Number(packet.values[0])]
  if (!/^\d+$/.test(every.values[0]) || period < 1)
    return {
      wrong: 'statistic: bad value for option "--every", or out of range (1-4294967295).\n',
      at: every.at + 1,
    }
  if (!/^\d+$/.test(packet.values[0]))
    return {
      wrong: 'statistic: bad value for option "--packet", or out of range (0-4294967295).\n',
      at: packet.at + 1,
    }
  if (first >= period) return { wrong: 'the --packet p must be 0 <= p <= n-1', at: packet.at + 1 }
  const bang = every.negated ? '! ' : ''
  return {
    parts: [
      {
        kind: 'statistic',
        negated: every.negated,
        every: period,
        probability: null,
        count: period - 1 - first,
      },
    ],
    printed: printed(
      `-m statistic --mode nth ${bang}--every ${period} --packet ${first}`,
      `statistic mode nth ${bang}every ${period}${first === 0 ? '' : ` packet ${first}`}`,
    ),
    nft: `numgen inc mod ${period} ${every.negated ? '!= ' : ''}${first}`,
  }
}

function buildQuota(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'quota')
  if (!one) return { wrong: 'quota: option "--quota" must be specified\n', at: null }
  if (!/^\d+$/.test(one.values[0]))
    return {
      wrong: 'quota: bad value for option "--quota", or out of range (0-18446744073709551615).\n',
      at: one.at + 1,
    }
  const left = Number(one.values[0])
  return {
    parts: [{ kind: 'quota', negated: one.negated, left }],
    printed: printed(`-m quota ${one.negated ? '! ' : ''}--quota ${left}`, `quota: ${left} bytes`),
    nft: `quota ${one.negated ? 'over ' : ''}${left} bytes`,
  }
}

function buildVolume(given: readonly Given[]): Built | Wrong {
  const [range, dir, mode] = [
    givenValue(given, 'connbytes'),
    givenValue(given, 'connbytes-dir'),
    givenValue(given, 'connbytes-mode'),
  ]
  for (const [one, option] of [
    [range, 'connbytes'],
    [dir, 'connbytes-dir'],
    [mode, 'connbytes-mode'],
  ] as const)
    if (!one) return { wrong: `connbytes: option "--${option}" must be specified\n`, at: null }
  const match = /^(\d+)(?:(:)(\d*))?$/.exec(range!.values[0])
  if (!match)
    return {
      wrong: 'connbytes: bad value for option "--connbytes", or out of range (0-18446744073709551615).\n',
      at: range!.at + 1,
    }
  const from = Number(match[1])
  const to = match[3] ? Number(match[3]) : Number.POSITIVE_INFINITY
  if (to < from) return { wrong: `${from} should be less than ${to}`, at: range!.at + 1 }
  const direction = dir!.values[0]
  if (direction !== 'original' && direction !== 'reply' && direction !== 'both')
    return { wrong: `Unknown --connbytes-dir \`${direction}'`, at: dir!.at + 1 }
  const of = mode!.values[0]
  if (of !== 'packets' && of !== 'bytes' && of !== 'avgpkt')
    return { wrong: `Unknown --connbytes-mode \`${of}'`, at: mode!.at + 1 }
  const { negated } = range!
  const text = to === Number.POSITIVE_INFINITY ? `${from}` : `${from}:${to}`
  const bang = negated ? '! ' : ''
  const operand =
    to === Number.POSITIVE_INFINITY
      ? `${negated ? 'lt' : 'ge'} ${from}`
      : `${negated ? '!= ' : ''}${from}-${to}`
  return {
    parts: [{ kind: 'connbytes', negated, among: [{ from, to }], of, direction }],
    printed: printed(
      `-m connbytes ${bang}--connbytes ${text} --connbytes-mode ${of} --connbytes-dir ${direction}`,
      `${bang}connbytes ${text} connbytes mode ${of} connbytes direction ${direction}`,
    ),
    nft: `ct ${direction === 'both' ? '' : `${direction} `}${of} ${operand}`,
  }
}
