import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { formatPrefix } from '@/lib/net/addr/prefix'
import { formatAddress } from '@/lib/net/subnet/address'
import { binaryOf, factsOf } from '@/lib/net/subnet/facts'
import { isMember } from '@/lib/net/subnet/membership'
import { readNeeds } from '@/lib/net/subnet/needs'
import { planSubnets } from '@/lib/net/subnet/plan'
import { type Query, readQuery } from '@/lib/net/subnet/query'
import { rangeOf } from '@/lib/net/subnet/range'
import { relationOf } from '@/lib/net/subnet/relation'

const lesson = readFileSync(new URL('lesson.mdx', import.meta.url), 'utf8')
const plain = lesson.replaceAll(',', '')

function block(text: string): Extract<Query, { kind: 'block' }> {
  const query = readQuery(text)
  if (!query.ok || query.value.kind !== 'block') throw new Error(`${text} is not a block`)
  return query.value
}

function facts(text: string) {
  const { address, prefix } = block(text)
  return factsOf(address, prefix)
}

function together(a: string, b: string): boolean | undefined {
  return isMember(block(a.replace(/\/.*/, '')).address, block(b).prefix)?.inside
}

describe('the numbers that the lesson quotes are those of the calculator', () => {
  it('192.168.1.100 and its mask in bits', () => {
    expect(lesson).toContain(`192.168.1.100   ${binaryOf(block('192.168.1.100').address)}`)
    expect(lesson).toContain(`255.255.255.0   ${binaryOf(block('255.255.255.0').address)}`)
  })

  it.each([8, 16, 24, 28, 32])('the row of the /%i', (bits) => {
    const { mask, usable } = facts(`10.0.0.0/${bits}`)
    expect(plain).toContain(`| /${bits} | ${mask} | ${usable} |`)
  })

  it('10.4.97.200/20 on paper', () => {
    const { network, broadcast, next, mask } = facts('10.4.97.200/20')
    for (const number of [network, broadcast, next, mask]) expect(lesson).toContain(String(number))
  })

  it('the answers of the predictions', () => {
    expect(facts('172.20.77.9/21').network).toBe('172.20.72.0')
    expect(facts('10.0.0.0/26').usable).toBe('62')
    expect(facts('10.0.0.0/27').usable).toBe('30')
    expect(together('192.168.1.200', '192.168.1.100/25')).toBe(false)
  })

  it('which addresses are together', () => {
    expect(together('192.168.1.200', '192.168.1.100/24')).toBe(true)
    expect(together('192.168.0.7', '192.168.1.100/24')).toBe(false)
    expect(together('192.168.0.7', '192.168.1.100/23')).toBe(true)
    expect(relationOf(rangeOf(block('172.17.0.0/16').prefix), rangeOf(block('172.17.3.0/24').prefix))).toBe(
      'contains',
    )
    expect(relationOf(rangeOf(block('10.0.0.0/16').prefix), rangeOf(block('10.1.0.0/24').prefix))).toBe(
      'adjacent',
    )
  })

  it('the plan that the figure begins with fills the /22, and one more network needs a /21', () => {
    const needs = /needs=\{"([^"]+)"\}/.exec(lesson)?.[1]?.replaceAll('\\n', '\n') ?? ''
    const read = (text: string) => readNeeds(text, 4).flatMap(({ need }) => (need.ok ? [need.value] : []))
    const { prefix } = block('10.0.0.0/22')
    const plan = planSubnets(prefix, read(needs))
    expect(plan.fits && plan.free).toEqual([])
    const hosts = read(needs).reduce((sum, need) => sum + ('hosts' in need ? need.hosts : 0n), 0n)
    expect(lesson).toContain(`These four networks hold ${hosts} hosts`)
    const more = planSubnets(prefix, read(`${needs}\nLab 60`))
    expect(!more.fits && more.nearest && formatPrefix(more.nearest)).toBe('10.0.0.0/21')
  })

  it('the recorded block is the one that the kernel worked out', () => {
    const recorded = readFileSync(new URL('transcripts/wrong-mask.txt', import.meta.url), 'utf8')
    const { prefix, address } = block('192.168.1.100/25')
    expect(recorded).toContain(
      `${formatPrefix(prefix)} dev eth0 proto kernel scope link src ${formatAddress(address)}`,
    )
  })
})
