import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { tablesAt } from '@/components/widgets/network/tables-at'
import { readNetworkFile } from '@/lib/course/network-file'
import { AGEING_US } from '@/lib/net/node/switch'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')

function story(file: string, name: string) {
  const { situations } = tellNetwork(readNetworkFile(JSON.parse(read(`networks/${file}`))), file)
  const found = situations.find((situation) => situation.name === name)
  if (!found) throw new Error(`${file} has no situation ${name}`)
  return found
}

/** Who gets a frame, once for every frame that arrives there. */
function heardBy(file: string, name: string, node: string): number {
  return story(file, name)
    .steps.flatMap(({ flights }) => flights)
    .filter(({ to, lost }) => !lost && to?.node === node).length
}

describe('hub-switch.json', () => {
  it('first ping: C1 hears request and answer, C2 the request alone', () => {
    expect(heardBy('hub-switch.json', 'first', 'c1')).toBe(2)
    expect(heardBy('hub-switch.json', 'first', 'c2')).toBe(1)
  })

  it('second ping: C1 hears both, C2 nothing', () => {
    expect(heardBy('hub-switch.json', 'second', 'c1')).toBe(2)
    expect(heardBy('hub-switch.json', 'second', 'c2')).toBe(0)
  })

  it('five minutes later: both entries are gone, and one frame is flooded', () => {
    const [pause] = story('hub-switch.json', 'aged').steps
    expect(pause.tables[0].map(({ mark }) => mark)).toEqual(['gone', 'gone'])
    expect(heardBy('hub-switch.json', 'aged', 'c2')).toBe(1)
    expect(AGEING_US / 1e6).toBe(300)
  })
})

describe('loop.json', () => {
  it('one cable: three steps, and B hears the announcement once', () => {
    expect(story('loop.json', 'one-cable').steps).toHaveLength(3)
    expect(heardBy('loop.json', 'one-cable', 'b')).toBe(1)
  })

  it('two cables: B hears it again and again, and the left switch believes that A is behind the right one', () => {
    const loop = story('loop.json', 'loop')
    expect(heardBy('loop.json', 'loop', 'b')).toBeGreaterThan(6)
    const left = tablesAt(loop, loop.steps.length - 1)[0]
    expect(left.rows.map(({ cells }) => cells[2])).toEqual([expect.stringMatching(/^up[12]$/)])
  })
})

it('the third machine was reached by one of six frames', () => {
  expect(read('transcripts/bystander.txt').match(/ICMP/g)).toHaveLength(1)
  expect(read('lesson.mdx')).toContain('Six frames cross the network.')
})
