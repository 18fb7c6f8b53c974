import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { buildScenario } from '../scenario/build'
import { parseScenario } from '../scenario/parse'
import { runLine } from './run-line'

/** What the real tools of Debian 12 printed on two machines of this shape, command by command. */
const session = readFileSync(new URL('./fixtures/session.txt', import.meta.url), 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((text) => {
    const [first, ...lines] = text.split('\n')
    const [, host, silent, command] = /^(\w+)(, silently)?: (.*)$/.exec(first) ?? []
    return { host, silent: silent !== undefined, command, printed: lines.join('\n') }
  })

function network() {
  const parsed = parseScenario({
    hosts: {
      a: { ifaces: { eth0: ['10.0.0.1/24', '2001:db8::1/64'] }, resolver: '10.0.0.2' },
      b: {
        ifaces: { eth0: ['10.0.0.2/24', '2001:db8::2/64'] },
        listen: ['http 0.0.0.0:80'],
        pages: { '/': 'Hello\n' },
        dns: {
          zones: ['example.com', '100.51.198.in-addr.arpa'],
          records: [
            'b.example.com 0 A 10.0.0.2',
            'web.example.com 0 A 198.51.100.80',
            'web.example.com 0 AAAA 2001:db8::80',
            'www.example.com 0 CNAME web.example.com',
            'example.com 0 MX 10 mail.example.com',
            'example.com 0 TXT "v=spf1 -all"',
            '80.100.51.198.in-addr.arpa 0 PTR web.example.com',
          ],
        },
      },
    },
    links: [{ ends: ['a:eth0', 'b:eth0'] }],
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return buildScenario(parsed.scenario)
}

/** Times, dates and numbers made by chance. */
function plain(text: string): string {
  return text
    .replace(/after \d+ m/g, 'after T m')
    .replace(/id: \d+/, 'id: N')
    .replace(/time: \d+ msec/, 'time: T msec')
    .replace(/rcvd: \d+/, 'rcvd: N') // the other server does not compress names
    .replace(/\w{3} \w{3} +\d+ [\d:]+( UTC)? \d{4}/g, 'DATE')
}

describe('a session with the real tools, line for line', () => {
  const simulation = network()
  it.each(session)('$host: $command', ({ host, silent, command, printed }) => {
    const { text } = runLine({ simulation, host }, command)
    if (silent) return
    // the kernel lists its ARP table in an order of its own
    const shown = (printout: string) =>
      command.startsWith('arp') ? printout.split('\n').sort().join('\n') : plain(printout)
    expect(shown(text)).toBe(shown(printed))
  })
})

const ncs = readFileSync(new URL('./fixtures/nc.txt', import.meta.url), 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((text) => [text.split('\n')[0], text.split('\n').slice(1).join('\n')] as const)

describe('nc of OpenBSD, line for line', () => {
  it.each(ncs)('%s', (command, printed) => {
    expect(runLine({ simulation: network(), host: 'a' }, command).text).toBe(printed)
  })
})
