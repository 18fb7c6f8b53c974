import { type Built, type Given, givenValue, type Module, printed, type Wrong } from './module'
import { hexTos, parseDscp, parseTos, TOS_NAMES } from './tos-words'

/** What changes a header field, iptables-extensions(8). */
export const mangleTargets: readonly Module[] = [
  { name: 'TCPMSS', options: { 'set-mss': 1, 'clamp-mss-to-pmtu': 0 }, build: buildTcpmss },
  {
    name: 'TTL',
    family: 4,
    options: { 'ttl-set': 1, 'ttl-inc': 1, 'ttl-dec': 1 },
    build: (given) => buildTtl('TTL', given),
  },
  {
    name: 'HL',
    family: 6,
    options: { 'hl-set': 1, 'hl-inc': 1, 'hl-dec': 1 },
    build: (given) => buildTtl('HL', given),
  },
  { name: 'DSCP', options: { 'set-dscp': 1, 'set-dscp-class': 1 }, build: buildDscp },
  { name: 'TOS', options: { 'set-tos': 1, 'and-tos': 1, 'or-tos': 1, 'xor-tos': 1 }, build: buildTos },
  { name: 'TCPOPTSTRIP', options: { 'strip-options': 1 }, build: buildStrip },
  { name: 'CLASSIFY', options: { 'set-class': 1 }, build: buildClassify },
]

function buildTcpmss(given: readonly Given[]): Built | Wrong {
  const set = givenValue(given, 'set-mss')
  const clamp = givenValue(given, 'clamp-mss-to-pmtu')
  if (!set && !clamp) return { wrong: 'TCPMSS target: At least one parameter is required', at: null }
  if (clamp) {
    return {
      parts: [{ kind: 'tcpmss', size: 'pmtu' }],
      printed: printed('-j TCPMSS --clamp-mss-to-pmtu', 'TCPMSS clamp to PMTU'),
      nft: 'tcp option maxseg size set rt mtu',
    }
  }
  const text = set?.values[0] ?? ''
  if (!/^\d+$/.test(text) || Number(text) > 65515)
    return {
      wrong: 'TCPMSS: bad value for option "--set-mss", or out of range (0-65515).\n',
      at: (set?.at ?? 0) + 1,
    }
  return {
    parts: [{ kind: 'tcpmss', size: Number(text) }],
    printed: printed(`-j TCPMSS --set-mss ${Number(text)}`, `TCPMSS set ${Number(text)}`),
    nft: `tcp option maxseg size set ${Number(text)}`,
  }
}

function buildTtl(name: 'TTL' | 'HL', given: readonly Given[]): Built | Wrong {
  const one = given[0]
  if (!one) return { wrong: `${name}: You must specify an action`, at: null }
  const value = Number(one.values[0])
  if (!/^\d+$/.test(one.values[0]) || value > 255)
    return {
      wrong: `${name}: bad value for option "--${one.option}", or out of range (0-255).\n`,
      at: one.at + 1,
    }
  const by = { set: 'set', inc: 'increment', dec: 'decrement' }[one.option.slice(-3)] as 'set'
  const list = by === 'set' ? `${name} set to ${value}` : `${name} ${by} by ${value}`
  return {
    parts: [{ kind: 'set-ttl', by, value }],
    printed: printed(`-j ${name} --${one.option} ${value}`, list),
    nft: `xt target ${name}`,
  }
}

function buildDscp(given: readonly Given[]): Built | Wrong {
  const one = given[0]
  if (!one) return { wrong: 'DSCP target: Parameter --set-dscp is required', at: null }
  const value = parseDscp(one.values[0], one.option === 'set-dscp-class')
  if (typeof value === 'string')
    return { wrong: value.replace('%', 'DSCP: bad value for option "--set-dscp"'), at: one.at + 1 }
  const shown = `0x${value.toString(16).padStart(2, '0')}`
  return {
    parts: [{ kind: 'set-tos', value: value << 2, mask: 0xfc }],
    printed: printed(`-j DSCP --set-dscp ${shown}`, `DSCP set ${shown}`),
    nft: `ip dscp set ${shown}`,
  }
}

function buildTos(given: readonly Given[]): Built | Wrong {
  const one = given[0]
  if (!one) return { wrong: 'TOS: An action is required', at: null }
  const parsed = parseTos(one.values[0])
  if (!parsed) return { wrong: `Symbolic name "${one.values[0]}" is unknown`, at: one.at + 1 }
  let { value, mask } = parsed
  let named: string
  if (one.option === 'and-tos') {
    named = `TOS and ${hexTos(value)}`
    mask = ~value & 0xff
    value = 0
  } else if (one.option === 'or-tos') {
    named = `TOS or ${hexTos(value)}`
    mask = value
  } else if (one.option === 'xor-tos') {
    named = `TOS xor ${hexTos(value)}`
    mask = 0
  } else {
    const name = mask === 0x3f ? TOS_NAMES.find(([known]) => known === value)?.[1] : undefined
    named = name ? ` TOS set${name}` : `TOS set ${hexTos(value)}/${hexTos(mask)}`
  }
  const shown = `${hexTos(value)}/${hexTos(mask)}`
  return {
    parts: [{ kind: 'set-tos', value, mask }],
    printed: printed(`-j TOS --set-tos ${shown}`, `TOS set ${shown}`, named),
    nft: 'xt target TOS',
  }
}

const OPTION_NAMES: readonly (readonly [string, number])[] = [
  ['wscale', 3],
  ['mss', 2],
  ['sack-permitted', 4],
  ['sack', 5],
  ['timestamp', 8],
  ['md5', 19],
]

function buildStrip(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'strip-options')
  if (!one)
    return {
      parts: [],
      printed: printed('-j TCPOPTSTRIP', 'TCPOPTSTRIP options '),
      nft: 'xt target TCPOPTSTRIP',
    }
  const options: number[] = []
  for (const word of one.values[0].split(',')) {
    const number =
      OPTION_NAMES.find(([name]) => name === word)?.[1] ?? (/^\d+$/.test(word) ? Number(word) : 256)
    if (number > 255) return { wrong: `Bad TCP option value "${word}"`, at: one.at + 1 }
    options.push(number)
  }
  options.sort((a, b) => a - b)
  const names = options.map((option) => OPTION_NAMES.find(([, number]) => number === option)?.[0] ?? option)
  return {
    parts: [{ kind: 'strip-tcp-options', options }],
    printed: printed(
      `-j TCPOPTSTRIP --strip-options ${options.join(',')}`,
      `TCPOPTSTRIP options ${options.join(',')}`,
      `TCPOPTSTRIP options ${names.join(',')}`,
    ),
    nft: 'xt target TCPOPTSTRIP',
  }
}

/** For queues, of which the links here have one each: without effect. */
function buildClassify(given: readonly Given[]): Built | Wrong {
  const one = givenValue(given, 'set-class')
  const match = /^([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i.exec(one?.values[0] ?? '')
  if (!one) return { wrong: 'CLASSIFY: option "--set-class" must be specified\n', at: null }
  if (!match) return { wrong: `Bad class value "${one.values[0]}"`, at: one.at + 1 }
  const [major, minor] = [match[1], match[2]].map((part) => Number.parseInt(part, 16).toString(16))
  return {
    parts: [],
    printed: printed(
      `-j CLASSIFY --set-class ${major.padStart(4, '0')}:${minor.padStart(4, '0')}`,
      `CLASSIFY set ${major}:${minor}`,
    ),
    nft: `meta priority set ${major}:${minor}`,
  }
}
