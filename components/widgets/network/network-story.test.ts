import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readNetworkFile } from '@/lib/course/network-file'
import type { Story } from './network-story'
import { tellNetwork } from './network-story'
import { tablesAt } from './tables-at'

function storiesOf(name: string): Record<string, Story> {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')
  const { situations } = tellNetwork(readNetworkFile(JSON.parse(text)), name)
  return Object.fromEntries(situations.map((story) => [story.name, story]))
}

/** "pc > sw" for every frame of every step. */
function waysOf({ steps }: Story): string[][] {
  return steps.map(({ flights }) =>
    flights.map(({ from, to, lost }) => `${from.node} > ${to?.node}${lost ? ' lost' : ''}`),
  )
}

function rowsAt(story: Story, title: string, index: number): string[] {
  const table = tablesAt(story, index).find((each) => each.title === title)
  return (table?.rows ?? []).map(({ cells, mark }) => `${cells.join(' ')}${mark ? ` (${mark})` : ''}`)
}

describe('ARP on a switch', () => {
  const { first, second, nobody, cut } = storiesOf('switch')

  it('floods the broadcast by both other ports in one step, and sends the answer by one', () => {
    expect(waysOf(first).slice(0, 5)).toEqual([
      ['pc > sw'],
      ['sw > printer', 'sw > nas'],
      ['printer > sw'],
      ['sw > pc'],
      ['pc > sw'],
    ])
  })

  it('shows the MAC table learning one address from each direction, each new once', () => {
    expect(rowsAt(first, 'MAC table of Switch', 0)).toEqual([])
    expect(rowsAt(first, 'MAC table of Switch', 1)).toEqual(['1 02:00:c0:a8:01:0a p-pc 0 s (new)'])
    expect(rowsAt(first, 'MAC table of Switch', 2)).toEqual(['1 02:00:c0:a8:01:0a p-pc 0 s'])
    expect(rowsAt(first, 'MAC table of Switch', 3)).toEqual([
      '1 02:00:c0:a8:01:0a p-pc 0 s',
      '1 02:00:c0:a8:01:14 p-printer 0 s (new)',
    ])
  })

  it('shows the ARP entry incomplete, then reachable', () => {
    expect(rowsAt(first, 'ARP cache of Laptop', 0)).toEqual(['192.168.1.20 not known INCOMPLETE eth0 (new)'])
    expect(rowsAt(first, 'ARP cache of Laptop', 4)).toEqual([
      '192.168.1.20 02:00:c0:a8:01:14 REACHABLE eth0 (changed)',
    ])
  })

  it('leaves a quiet act out, and asks nothing that is known', () => {
    expect(second.steps[0].sentence).toBe('On the wire, Laptop to Switch: ICMP echo request.')
    expect(second.steps[0].at).toBe(0)
  })

  it('lets the entries age while time passes: ARP is stale, the MAC table was refreshed within 300 s', () => {
    const last = second.steps.length - 1
    expect(second.steps[last].sentence).toBe('301 s pass.')
    expect(rowsAt(second, 'ARP cache of Laptop', last)[0]).toContain('STALE')
    expect(rowsAt(second, 'MAC table of Switch', last)).toHaveLength(2)
  })

  it('ends a failed attempt with its diagnosis', () => {
    const last = nobody.steps.at(-1)
    expect(last?.worked).toBe(false)
    expect(last?.sentence).toContain('host unreachable (EHOSTUNREACH) after 3 s')
    expect(last?.sentence).toContain('Decided at layer 2, on Laptop, by: neighbours.')
    expect(last?.sentence).toContain('ip neighbour show')
  })

  it('loses the copy on the cut cable, and keeps what the command printed', () => {
    expect(waysOf(cut)[2]).toEqual(['sw > printer lost', 'sw > nas'])
    expect(cut.steps[2].down).toEqual([expect.objectContaining({ node: 'printer', iface: 'eth0' })])
    expect(cut.steps.at(-1)?.output).toContain('100% packet loss')
  })
})

describe('a ping over two routers', () => {
  const stories = storiesOf('two-routers')

  it('keeps the frame from before where a router rewrote it, and no other', () => {
    const before = stories.works.steps.map(({ flights }) => flights.map((flight) => flight.before !== null))
    expect(before).toEqual([[false], [true], [true], [false], [true], [true], []])
  })

  it('counts the TTL down, and drops at the second router when it is used up', () => {
    const ttl = ({ frames, steps }: Story) =>
      steps.flatMap(({ flights }) =>
        flights.map(
          ({ frame }) =>
            frames[frame].chips.flatMap(({ fields }) => fields).find(({ name }) => name === 'ip.ttl')?.value,
        ),
      )
    expect(ttl(stories.works)).toEqual(['64', '63', '62', '64', '63', '62'])
    expect(ttl(stories.ttl).slice(0, 2)).toEqual(['2', '1'])
    expect(stories.ttl.steps[2].drops.map(({ node }) => node)).toEqual(['r2'])
  })

  it('sends nothing without a route, and says who decided that', () => {
    const [only, end] = stories['no-gateway'].steps
    expect(only.flights).toEqual([])
    expect(end.sentence).toContain('on Laptop, by: routes')
  })

  it('cuts a cable while a packet is on its way', () => {
    expect(waysOf(stories.cut).slice(0, 4)).toEqual([['pc > r1'], ['r1 > r2'], [], ['r2 > srv lost']])
  })
})

describe('a firewall', () => {
  const { open, dropped } = storiesOf('firewall')

  it('passes what a rule accepts, with a row in the connection table', () => {
    expect(open.steps.at(-1)?.sentence).toContain('open, srv answers')
    expect(rowsAt(open, 'Connection table of Firewall', open.steps.length - 1)[0]).toContain('FIN_WAIT')
  })

  it('throws the SYN away at the firewall, and names the chain in the end', () => {
    expect(dropped.steps.filter(({ drops }) => drops.length > 0).map(({ drops }) => drops[0].node)).toEqual([
      'gw',
      'gw',
      'gw',
    ])
    expect(dropped.steps.at(-1)?.sentence).toContain('on Firewall, by: filter FORWARD')
  })
})

it.each(['switch', 'two-routers', 'firewall'])('%s says something in every step', (name) => {
  for (const { steps } of Object.values(storiesOf(name)))
    for (const { sentence } of steps) expect(sentence).toMatch(/^[A-Z0-9].*[^ ]$/)
})
