import { expect, it } from 'vitest'
import { parseIpv4 } from '../../net/addr/ipv4'
import { containsPrefix, parsePrefix, prefix4 } from '../../net/addr/prefix'
import { generate } from '../generate'

const SEEDS = Array.from({ length: 60 }, (_, index) => index + 1)

it('reads the eight bits as a binary number', () => {
  for (const seed of SEEDS) {
    const { given, answer, wrong } = generate('ipv4-octet', {}, seed)
    expect(Number.parseInt(given[0].value.replaceAll(/[^01]/g, ''), 2)).toBe(answer)
    expect(wrong.some(({ number }) => number === answer)).toBe(false)
  }
})

it('counts the addresses that lie in one of the three blocks of RFC 1918', () => {
  const blocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((text) => parsePrefix(text)!)
  const answers = SEEDS.map((seed) => {
    const { given, answer, working } = generate('private-addresses', {}, seed)
    const addresses = given[0].value.match(/[\d.]+/g)!.map((text) => prefix4(parseIpv4(text)!, 32))
    expect(addresses).toHaveLength(6)
    expect(working).toHaveLength(7)
    expect(addresses.filter((one) => blocks.some((block) => containsPrefix(block, one)))).toHaveLength(answer)
    return answer
  })
  expect(new Set(answers)).toEqual(new Set([1, 2, 3, 4]))
})
