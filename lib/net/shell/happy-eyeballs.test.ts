import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildScenario } from '../scenario/build'
import { mergePatch } from '../scenario/merge-patch'
import { parseScenario } from '../scenario/parse'
import { runLine } from './run-line'

/** What curl 7.88.1 printed in network namespaces of this shape, with `-sS -o /dev/null -v -w …`. */
const recorded = readFileSync(new URL('./fixtures/curl-race.txt', import.meta.url), 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((text) => {
    const [first, ...lines] = text.trimEnd().split('\n')
    const [, situation, command] = /^(.*?): curl (.*)$/.exec(first) ?? []
    return { situation, command, printed: lines.join('\n') }
  })

const network = {
  hosts: {
    pc: {
      ifaces: { eth0: ['192.168.1.10/24', '2001:db8:1::10/64'] },
      routes: ['default via 192.168.1.1', 'default via 2001:db8:1::1'],
      resolver: '192.168.1.1',
    },
    gw: {
      ifaces: {
        lan: ['192.168.1.1/24', '2001:db8:1::1/64'],
        up4: '198.51.100.1/24',
        up6: '2001:db8:100::1/64',
      },
      forward: true,
      dns: {
        zones: ['example.com'],
        records: [
          'www.example.com 60 A 198.51.100.80',
          'www.example.com 60 AAAA 2001:db8:100::80',
          'two.example.com 60 A 198.51.100.80',
          'two.example.com 60 AAAA 2001:db8:100::81',
          'two.example.com 60 AAAA 2001:db8:100::80',
          'v4.example.com 60 A 198.51.100.80',
          'ula.example.com 60 A 198.51.100.80',
          'ula.example.com 60 AAAA fd00:db8::80',
        ],
      },
    },
    srv: {
      ifaces: { up4: '198.51.100.80/24', up6: ['2001:db8:100::80/64', '2001:db8:100::81/64'] },
      routes: ['default via 198.51.100.1', 'default via 2001:db8:100::1'],
      listen: ['http 0.0.0.0:80', 'http [::]:80'],
      pages: { '/': 'Hello\n' },
    },
  },
  links: [
    { ends: ['pc:eth0', 'gw:lan'] },
    { ends: ['gw:up4', 'srv:up4'], delay: '5ms' },
    { ends: ['gw:up6', 'srv:up6'], delay: '5ms' },
  ],
}

const firewall = (ip6tables: string | null, iptables: string | null = null) => ({
  hosts: {
    srv: {
      ip6tables: ip6tables ? [`-A INPUT -p tcp --dport 80 -j ${ip6tables}`] : [],
      iptables: iptables ? [`-A INPUT -p tcp --dport 80 -j ${iptables}`] : [],
    },
  },
})
const RESET = 'REJECT --reject-with tcp-reset'
const slow = (delay: string) => ({ links: { 2: { delay } } })

const situations: Readonly<Record<string, unknown>> = {
  works: {},
  'IPv6 dropped': firewall('DROP'),
  'IPv6 refused': firewall(RESET),
  'IPv6 prohibited': firewall('REJECT --reject-with icmp6-adm-prohibited'),
  'both refused': firewall(RESET, RESET),
  'IPv6 dropped, IPv4 refused': firewall('DROP', RESET),
  'IPv6 refused, IPv4 dropped': firewall(RESET, 'DROP'),
  'both dropped': firewall('DROP', 'DROP'),
  'IPv4 dropped': firewall(null, 'DROP'),
  'no IPv6 route': { hosts: { pc: { routes: ['default via 192.168.1.1'] } } },
  'no IPv6 address': {
    hosts: { pc: { ifaces: { eth0: '192.168.1.10/24' }, routes: ['default via 192.168.1.1'] } },
  },
  // nobody has the server's local address, and the way there is silent
  'a local IPv6 address': {
    hosts: {
      pc: { ifaces: { eth0: ['192.168.1.10/24', '2001:db8:1::10/64', 'fd00:1::10/64'] } },
      gw: { ip6tables: ['-A FORWARD -d fd00::/8 -j DROP'] },
    },
  },
  'IPv6 in 300 ms': slow('150ms'),
  'IPv6 in 150 ms': slow('75ms'),
}

/** Nobody has to look for a neighbour any more: the namespaces were used before. */
const WARM = ['192.168.1.1', '198.51.100.80', '2001:db8:100::80', '2001:db8:100::81']

function printedHere(situation: string, command: string): string {
  const parsed = parseScenario(mergePatch(network, situations[situation], situation))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const line = `curl -sS -o /dev/null -v -w '=> %{remote_ip} connect %{time_connect} status %{exitcode}\\n' ${command}`
  const simulation = buildScenario(parsed.scenario)
  for (const address of WARM) runLine({ simulation, host: 'pc' }, `ping -c 1 -W 1 ${address}`)
  const { text } = runLine({ simulation, host: 'pc' }, line)
  return text.replace(/^[<>{}][^\n]*\n/gm, '').trimEnd()
}

/** A machine's milliseconds are not another's: the words alone. */
const words = (text: string) => text.replace(/\d+ ?(ms|milliseconds)/g, 'T').replace(/\d+\.\d{6}/, 'T')
const connectMs = (text: string) => 1000 * Number(/connect (\d+\.\d+)/.exec(text)?.[1])
/** Processes start, kernels are busy: what the namespaces took longer than wires and timers. */
const SLACK_MS = 8

describe('the race between IPv6 and IPv4, as curl 7.88.1 ran it', () => {
  it.each(recorded)('$situation: curl $command', ({ situation, command, printed }) => {
    const here = printedHere(situation, command)
    expect(words(here)).toBe(words(printed))
    expect(Math.abs(connectMs(here) - connectMs(printed))).toBeLessThan(SLACK_MS)
  })
})

it('asks for both kinds of address in one moment', () => {
  const parsed = parseScenario(network)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  const simulation = buildScenario(parsed.scenario)
  const { text } = runLine({ simulation, host: 'pc' }, 'tcpdump -n udp & curl -s http://v4.example.com/')
  expect(text.match(/\d\d:\d\d:\d\d\.\d{6} .*(A|AAAA)\? v4\.example\.com/g)).toHaveLength(2)
})
