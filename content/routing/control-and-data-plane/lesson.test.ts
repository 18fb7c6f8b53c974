import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { readNetworkFile } from '@/lib/course/network-file'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const lesson = read('lesson.mdx')
const { situations } = tellNetwork(readNetworkFile(JSON.parse(read('networks/fail.json'))), 'fail.json')

function stepsOf(name: string) {
  const found = situations.find((situation) => situation.name === name)
  if (!found) throw new Error(`no situation ${name}`)
  return found.steps
}
const told = (name: string) =>
  stepsOf(name)
    .map(({ sentence, output }) => `${sentence}\n${output ?? ''}`)
    .join('\n')
/** µs at which a step's sentence has these words. */
function timeOf(name: string, words: string): number {
  const step = stepsOf(name).find(({ sentence }) => sentence.includes(words))
  if (step?.at == null) throw new Error(`${name}: nobody says “${words}”`)
  return step.at
}
const answered = (name: string) => told(name).match(/bytes from/g)?.length ?? 0
const NEW_WAY = 'RIB to FIB: 10.2.0.0/24 by 10.0.13.2, at a cost of 60'

describe('what the lesson says of its figure is what the engine did', () => {
  it('noticed: two of five pings lost, the FIB changes 50 ms after the cut', () => {
    const after = timeOf('noticed', NEW_WAY) - timeOf('noticed', 'is cut')
    expect(after).toBeGreaterThan(50_000)
    expect(after).toBeLessThan(51_000)
    expect(5 - answered('noticed')).toBe(2)
    expect(lesson).toContain('| pings lost in the figure | 2, sent 30 ms apart | 4, sent 8 s apart |')
  })

  it('in silence: the neighbour is given up 34 s after the cut, its last hello came 6 s before', () => {
    const waited = timeOf('silent', 'declares the neighbour dead') - timeOf('silent', 'is cut')
    expect(Math.round(waited / 1e6)).toBe(34)
    expect(40 - Math.round(waited / 1e6)).toBe(6)
    expect(told('silent')).toContain(NEW_WAY)
    expect(6 - answered('silent')).toBe(4)
  })

  it('another link: no ping is lost', () => expect(answered('other')).toBe(4))

  it('no second way: the route is taken out, and senders are told', () => {
    expect(told('no-second-way')).toContain('10.2.0.0/24 is reached no longer')
    expect(told('no-second-way')).toContain('Destination Net Unreachable')
  })

  it('killed: three pings go on, the fourth is refused by R1', () => {
    expect(answered('killed')).toBe(3)
    expect(told('killed')).toContain('From 10.1.0.1 icmp_seq=4 Destination Net Unreachable')
  })

  it('two routers go through the states in order', () => {
    const states = ['Init', 'ExStart', 'Exchange', 'Loading', 'is Full']
    const places = states.map((state) =>
      stepsOf('meet').findIndex(({ sentence }) => sentence.includes(state)),
    )
    expect(places.every((place, index) => place >= 0 && (index === 0 || place >= places[index - 1]!))).toBe(
      true,
    )
  })

  it('R1 reaches the server’s network at a cost of 20', () => {
    const { tables } = situations[1]!
    const rib = tables.find(({ title }) => title === 'RIB (control plane) of R1')
    expect(rib?.rows.map(({ cells }) => cells)).toContainEqual(['10.2.0.0/24', 'OSPF', '20', '10.0.12.2'])
  })

  it('has the figure’s costs', () => {
    const { hosts } = JSON.parse(read('networks/fail.json')).scenario
    expect(hosts.r1.ospf.interfaces).toEqual({ lan: 'passive', r2: 10, r3: 20 })
    expect(hosts.r2.ospf.interfaces).toEqual({ lan: 'passive', r1: 10, r3: 30 })
  })
})

describe('what was recorded on the real routers', () => {
  const seconds = (file: string, words: string) =>
    Number(
      /^\[([\d.]+)\]/.exec(
        read(file)
          .split('\n')
          .find((line) => line.includes(words)) ?? '',
      )?.[1],
    )

  it('the costs are those of the engine: 40 and 20', () => {
    const tables = read('transcripts/two-tables.txt')
    expect(tables).toMatch(/10\.0\.23\.0\/30 .*\(150\/40\)/)
    expect(tables).toMatch(/10\.2\.0\.0\/24 .*\(150\/20\)/)
  })

  it('in silence it takes about 36 s from the last answer to the next, noticed less than one', () => {
    const file = 'transcripts/two-cuts.txt'
    expect(Math.round(seconds(file, 'icmp_seq=40 ') - seconds(file, 'icmp_seq=5 '))).toBe(36)
    expect(seconds(file, 'icmp_seq=28 ') - seconds(file, 'icmp_seq=19 ')).toBeLessThan(1)
  })

  it('the FIB of R2 outlives its writer', () => {
    expect(read('transcripts/killed.txt')).toContain('10.1.0.0/24 via 10.0.12.1 dev r1 proto bird')
  })
})
