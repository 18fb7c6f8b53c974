import { type Built, type Given, givenValue, type Module, printed, type Wrong } from './module'
import { saveString } from './words'

/** What only takes notes, iptables-extensions(8). */
export const logTargets: readonly Module[] = [
  {
    name: 'LOG',
    options: {
      'log-prefix': 1,
      'log-level': 1,
      'log-tcp-sequence': 0,
      'log-tcp-options': 0,
      'log-ip-options': 0,
      'log-uid': 0,
    },
    build: buildLog,
  },
  {
    name: 'NFLOG',
    options: { 'nflog-group': 1, 'nflog-prefix': 1, 'nflog-size': 1, 'nflog-threshold': 1 },
    build: buildNflog,
  },
  {
    name: 'TRACE',
    options: {},
    build: () => ({ parts: [], printed: printed('-j TRACE', ''), nft: 'meta nftrace set 1' }),
  },
]

const LEVELS: readonly (readonly [string, number])[] = [
  ['alert', 1],
  ['crit', 2],
  ['debug', 7],
  ['emerg', 0],
  ['error', 3],
  ['info', 6],
  ['notice', 5],
  ['panic', 0],
  ['warn', 4],
  ['warning', 4],
]

function buildLog(given: readonly Given[]): Built | Wrong {
  const prefix = (givenValue(given, 'log-prefix')?.values[0] ?? '').slice(0, 29)
  const levelGiven = givenValue(given, 'log-level')
  const text = levelGiven?.values[0].toLowerCase() ?? 'warn'
  const level = /^[0-7]$/.test(text) ? Number(text) : LEVELS.find(([name]) => name === text)?.[1]
  if (level === undefined)
    return { wrong: `log level "${levelGiven?.values[0]}" unknown\n`, at: (levelGiven?.at ?? 0) + 1 }
  const name = LEVELS.find(([, number]) => number === level)?.[0]
  const extras = (
    [
      ['log-tcp-sequence', 1, 'tcp-sequence', 'tcp sequence'],
      ['log-tcp-options', 2, 'tcp-options', 'tcp options'],
      ['log-ip-options', 4, 'ip-options', 'ip options'],
      ['log-uid', 8, 'uid', 'skuid'],
    ] as const
  ).filter(([option]) => givenValue(given, option))
  const flags = extras.reduce((sum, [, bit]) => sum | bit, 0)
  const shownPrefix = prefix === '' ? '' : ` prefix "${prefix}"`
  const save = [
    '-j LOG',
    ...(prefix === '' ? [] : [`--log-prefix ${saveString(prefix)}`]),
    ...(level === 4 ? [] : [`--log-level ${level}`]),
    ...extras.map(([option]) => `--${option}`),
  ]
  const named = ['LOG', `level ${name}`, ...extras.map((extra) => extra[2])].join(' ')
  const nftFlags = extras.map((extra) => ` flags ${extra[3]}`).join('')
  return {
    parts: [{ kind: 'log', prefix, level }],
    printed: printed(
      save.join(' '),
      `LOG flags ${flags} level ${level}${shownPrefix}`,
      `${named}${shownPrefix}`,
    ),
    nft: `log${shownPrefix}${level === 4 ? '' : ` level ${name === 'error' ? 'err' : name}`}${nftFlags}`,
  }
}

/** To a netlink group that nobody reads here: without effect on the packet. */
function buildNflog(given: readonly Given[]): Built | Wrong {
  const saved: string[] = []
  const listed: string[] = []
  const nft: string[] = ['log']
  const prefix = givenValue(given, 'nflog-prefix')?.values[0].slice(0, 64)
  if (prefix !== undefined) {
    saved.push(`--nflog-prefix ${saveString(prefix)}`)
    listed.push(`nflog-prefix "${prefix}"`)
    nft.push(`prefix "${prefix}"`)
  }
  for (const [option, most, word] of NFLOG_NUMBERS) {
    const one = givenValue(given, option)
    if (one && (!/^\d+$/.test(one.values[0]) || Number(one.values[0]) > most))
      return {
        wrong: `NFLOG: bad value for option "--${option}", or out of range (0-${most}).\n`,
        at: one.at + 1,
      }
    const value = Number(one?.values[0] ?? 0)
    if (value > 0 || (one && option !== 'nflog-group')) {
      saved.push(`--${option} ${value}`)
      listed.push(`${option} ${value}`)
    }
    if (value > 0 || option === 'nflog-group') nft.push(`${word} ${value}`)
  }
  return {
    parts: [],
    printed: printed(['-j NFLOG', ...saved].join(' '), listed.join(' ')),
    nft: nft.join(' '),
  }
}

const NFLOG_NUMBERS = [
  ['nflog-group', 65535, 'group'],
  ['nflog-size', 4294967295, 'snaplen'],
  ['nflog-threshold', 65535, 'queue-threshold'],
] as const
