import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { machineOf, run } from '@/components/widgets/route-table/machine-of'
import { LAPTOP } from '@/components/widgets/route-table/start'
import { readNetworkFile } from '@/lib/course/network-file'
import { parseIpv4 } from '@/lib/net/addr/ipv4'
import { describeLookup } from '@/lib/net/explain/describe-lookup'
import { explainLookup } from '@/lib/net/node/route-match'
import { ipRoute, routeLine } from '@/lib/net/shell/ip-route'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')

function told(file: string, name: string): string {
  const { situations } = tellNetwork(readNetworkFile(JSON.parse(read(`networks/${file}`))), file)
  const found = situations.find((situation) => situation.name === name)
  if (!found) throw new Error(`${file} has no situation ${name}`)
  return found.steps.map(({ sentence }) => sentence).join('\n')
}

describe('what the lesson says of its networks is what the engine did', () => {
  it.each([
    ['gateway.json', 'missing', 'not even sent (ENETUNREACH)'],
    ['gateway.json', 'nobody', 'host unreachable (EHOSTUNREACH) after 3 s'],
    ['gateway.json', 'printer', 'ip_forward is 0: dropped in silence'],
    ['gateway.json', 'no-way-back', 'No route leads to 192.168.1.10'],
    ['cloud.json', 'public-out', 'which saw 198.51.100.10'],
    ['cloud.json', 'private-out', 'which saw 198.51.100.20'],
    ['cloud.json', 'public-in', 'answered by'],
    ['cloud.json', 'private-in', 'on NAT gateway, by: filter INPUT'],
    ['cloud.json', 'no-address', 'on Internet gateway, by: filter FORWARD'],
    ['cloud.json', 'no-route', 'network unreachable'],
  ])('%s, %s: %s', (file, name, words) => {
    expect(told(file, name)).toContain(words)
  })

  it('the private server’s source is rewritten twice on the way out', () => {
    expect(told('cloud.json', 'private-out').match(/NAT rewrites the source/g)).toHaveLength(2)
  })

  it('without a default gateway no frame leaves for the server', () => {
    expect(told('gateway.json', 'missing')).not.toContain('Home router')
  })
})

describe('the table that the reader edits', () => {
  const to = parseIpv4('10.20.0.7')!
  const lookupIn = (machine: ReturnType<typeof machineOf>) => {
    const lookup = explainLookup(machine, to, 0)
    return { lookup, said: describeLookup(to, lookup) }
  }

  it('deleting the winner: 10.0.0.0/8, then the metric decides, then the other default, then nothing is sent', () => {
    const machine = machineOf(LAPTOP, [])
    const said: string[] = []
    for (let deleted = 0; deleted <= 4; deleted++) {
      const { lookup, said: sentence } = lookupIn(machine)
      said.push(sentence)
      const winner = lookup.decision.route
      if (winner) expect(run(machine, { verb: 'del', words: routeLine(winner, 0).trim() }).text).toBe('')
    }
    expect(said[0]).toContain('10.20.0.0/16, with 16 bits')
    expect(said[1]).toContain('10.0.0.0/8, with 8 bits')
    expect(said[2]).toContain('the lower metric decides: 100 before 600')
    expect(said[3]).toContain('One entry matches')
    expect(said[4]).toContain('Nothing is sent')
  })

  it('a metric of 5000 on the longest prefix still wins', () => {
    const machine = machineOf(LAPTOP, [
      { verb: 'add', words: '10.20.0.0/16 via 192.168.1.2 metric 5000' },
      { verb: 'del', words: '10.20.0.0/16 via 192.168.1.2 dev eth0' },
    ])
    expect(lookupIn(machine).lookup.decision.route).toMatchObject({ metric: 5000 })
  })

  it('is the recorded table', () => {
    const recorded = read('transcripts/ip-route.txt')
      .replace(/ {2}#\(\d\)/g, '')
      .split('$ ip route get')[0]
    const printed = ipRoute(machineOf(LAPTOP, []), 0, []).text.replace(/ $/gm, '')
    expect(recorded).toBe(`$ ip route\n${printed}`)
  })

  it('refuses the two mistakes in the words of the transcript', () => {
    for (const words of ['default via 192.168.2.1', '10.1.2.3/16 via 192.168.1.2']) {
      expect(read('transcripts/no-default.txt')).toContain(`$ ip route add ${words}\n`)
      expect(read('transcripts/no-default.txt')).toContain(
        run(machineOf(LAPTOP, []), { verb: 'add', words }).text.trim(),
      )
    }
  })

  it('an interface that is switched off takes three of its entries with it', () => {
    const lines = read('transcripts/ip-route.txt').split('$ ip route get')[0]
    expect(lines?.match(/dev eth0/g)).toHaveLength(3)
  })
})
