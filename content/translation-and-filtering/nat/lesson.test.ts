import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runPlan } from '@/lib/net/nat-lab/lab'
import { readFacts } from '@/lib/net/nat-lab/packet-facts'
import { situationOf } from '@/lib/net/nat-lab/situations'
import { LINUX_SETTINGS } from '@/lib/net/node/netfilter/settings'
import { readCapture } from '@/lib/net/wire/pcap'

const lesson = readFileSync(new URL('lesson.mdx', import.meta.url), 'utf8')
const transcript = readFileSync(new URL('transcripts/conntrack.txt', import.meta.url), 'utf8')

function frameOf(name: string, number: number) {
  const path = new URL(`../../../public/captures/${name}.pcap`, import.meta.url)
  const facts = readFacts(readCapture(readFileSync(path)).frames[number - 1].bytes)
  if (!facts) throw new Error(`${name} has no packet ${number}`)
  return facts
}

function momentsOf(id: string) {
  const situation = situationOf(id)
  if (!situation) throw new Error(`no situation ${id}`)
  return runPlan(situation.plan).moments
}

describe('what the lesson says is what was recorded', () => {
  const inside = frameOf('nat-lan-side', 10)
  const outside = frameOf('nat-wan-side', 10)

  it('the second laptop’s SYN on both sides', () => {
    expect(lesson).toContain(`from ${inside.source}, port ${inside.sport}.`)
    expect(lesson).toContain(`from ${outside.source}, port ${outside.sport}.`)
    expect([inside.flags, outside.flags]).toEqual(['SYN', 'SYN'])
    expect(outside.destination).toBe(inside.destination)
    expect(outside.ttl).toBe(inside.ttl - 1)
  })

  it('the three greetings, by the ports at which the router expects the answers', () => {
    for (const port of [40000, 13268, 19170]) {
      expect(lesson).toContain(`hello 203.0.113.5 ${port}`)
      expect(transcript).toContain(`dst=203.0.113.5 sport=5000 dport=${port} [ASSURED]`)
    }
  })

  it('the transcript is the recording, with marks', () => {
    const recorded = readFileSync(
      new URL('../../../../shared/captures/nat-conntrack.txt', import.meta.url),
      'utf8',
    )
    const lines = transcript.replace(/ {2}#\(\d\)/g, '').trimEnd()
    expect(recorded.startsWith(lines)).toBe(true)
  })
})

describe('what the lesson says is what the engine does', () => {
  it('the phone’s outside port in the simulator', () => {
    const after = momentsOf('same-port')[5].passage?.after
    expect(lesson).toContain(`203.0.113.7, with port ${after && readFacts(after)?.sport}`)
  })

  it('the timers of Linux', () => {
    const { timeouts } = LINUX_SETTINGS
    expect(lesson).toContain(`${timeouts.tcp.ESTABLISHED.toLocaleString('en-GB')} s, which is five days`)
    expect(lesson).toContain(`${timeouts.udp} s for UDP in one direction, ${timeouts.udpStream} s once`)
  })

  it('a NAT rule counts first packets only', () => {
    const { iptables } = momentsOf('first').at(-1)!.tables.router
    expect(iptables.at(-1)).toMatch(/^ {4}1 +60 MASQUERADE/)
  })

  it('the stranger gets through where nothing filters', () => {
    expect(momentsOf('no-firewall')[0].passage?.fate).toBe('delivered')
  })

  it('Alice’s first datagram ends at Bob’s router', () => {
    expect(momentsOf('punch')[5].passage).toMatchObject({ nat: 'router2', fate: 'dropped' })
  })

  it('names situations as the simulator does', () => {
    for (const id of ['forward', 'unsolicited', 'punch', 'no-firewall'])
      expect(lesson).toContain(`“${situationOf(id)?.title}”`)
  })
})
