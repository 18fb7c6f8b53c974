import type { Action } from '../rule'
import { hexMark, parseMarkAndMask } from './match-modules'
import { type Built, type Given, givenValue, type Module, printed, type Wrong } from './module'

/** Marks and what conntrack is told, iptables-extensions(8). */
export const markTargets: readonly Module[] = [
  {
    name: 'MARK',
    options: { 'set-mark': 1, 'set-xmark': 1, 'or-mark': 1, 'and-mark': 1, 'xor-mark': 1 },
    build: (given) => buildMark('MARK', given),
  },
  {
    name: 'CONNMARK',
    options: { 'set-mark': 1, 'set-xmark': 1, 'save-mark': 0, 'restore-mark': 0, nfmask: 1, ctmask: 1 },
    build: (given) => buildMark('CONNMARK', given),
  },
  {
    name: 'NOTRACK',
    options: {},
    build: () => ({ parts: [{ kind: 'notrack' }], printed: printed('-j NOTRACK', ''), nft: 'notrack' }),
  },
  { name: 'CT', options: { notrack: 0, helper: 1 }, build: buildCt },
]

function buildMark(name: 'MARK' | 'CONNMARK', given: readonly Given[]): Built | Wrong {
  const of = name === 'MARK' ? 'packet' : 'connection'
  const subject = name === 'MARK' ? 'meta mark' : 'ct mark'
  const one = given[0]
  if (!one)
    return {
      wrong:
        name === 'MARK'
          ? 'MARK: One of the --set-xmark, --{and,or,xor,set}-mark options is required'
          : 'CONNMARK target: No operation specified',
      at: null,
    }
  // only whole marks are saved and restored here
  const partial = given.find((it) => /^(nf|ct)mask$/.test(it.option) && !/^0xffffffff$/i.test(it.values[0]))
  if (partial)
    return {
      wrong: `CONNMARK: bad value for option "--${partial.option}", or out of range.\n`,
      at: partial.at + 1,
    }
  if (one.option === 'save-mark' || one.option === 'restore-mark') {
    const verb = one.option === 'save-mark' ? 'save' : 'restore'
    return {
      parts: [{ kind: one.option }],
      printed: printed(
        `-j CONNMARK --${one.option} --nfmask 0xffffffff --ctmask 0xffffffff`,
        `CONNMARK ${verb}`,
      ),
      nft: verb === 'save' ? 'ct mark set mark' : 'meta mark set ct mark',
    }
  }
  const parsed = parseMarkAndMask(one.values[0])
  if (!parsed)
    return {
      wrong: `${name}: bad integer value for option "--${one.option}", or out of range.\n`,
      at: one.at + 1,
    }
  let { value, mask } = parsed
  let verb = 'set'
  if (one.option === 'set-mark') mask = (mask | value) >>> 0
  if (one.option === 'or-mark') {
    mask = value
    verb = 'or'
  } else if (one.option === 'and-mark') {
    mask = ~value >>> 0
    value = 0
    verb = 'and'
  } else if (one.option === 'xor-mark') {
    mask = 0
    verb = 'xor'
  }
  const xset = mask !== 0xffff_ffff && verb === 'set'
  const operand = verb === 'and' ? hexMark(~mask >>> 0) : hexMark(value)
  const list = xset ? `${name} xset ${hexMark(value)}/${hexMark(mask)}` : `${name} ${verb} ${operand}`
  const nftValue = xset
    ? `mark and ${hexMark(~mask >>> 0)} xor ${hexMark(value)}`
    : verb === 'set'
      ? operand
      : `mark ${verb} ${operand}`
  return {
    parts: [{ kind: 'set-mark', of, value, mask }],
    printed: printed(`-j ${name} --set-xmark ${hexMark(value)}/${hexMark(mask)}`, list),
    nft: `${subject} set ${nftValue}`,
  }
}

function buildCt(given: readonly Given[]): Built | Wrong {
  const notrack = givenValue(given, 'notrack') !== null
  const helper = givenValue(given, 'helper')?.values[0] ?? null
  const parts: Action[] = []
  if (notrack) parts.push({ kind: 'notrack' })
  if (helper !== null) parts.push({ kind: 'assign-helper', helper })
  const save = `-j CT${notrack ? ' --notrack' : ''}${helper === null ? '' : ` --helper ${helper}`}`
  const list = `CT${notrack ? ' notrack' : ''}${helper === null ? '' : ` helper ${helper}`}`
  return { parts, printed: printed(save, list), nft: notrack && helper === null ? 'notrack' : 'xt target CT' }
}
