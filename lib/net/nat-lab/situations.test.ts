import { expect, it } from 'vitest'
import { internetChecksum } from '../bytes/checksum'
import { readU16 } from '../bytes/integers'
import { describeMoment } from '../explain/describe-nat'
import { runPlan } from './lab'
import { destinationText, readFacts, sourceText } from './packet-facts'
import { worlds } from './places'
import { situationOf, situations } from './situations'

const runs = new Map(situations.map(({ id, plan }) => [id, runPlan(plan)]))

function momentsOf(id: string) {
  const run = runs.get(id)
  if (!run) throw new Error(`no situation ${id}`)
  return run.moments
}

/** `from > to` before the NAT, `from > to` after it, and how it ended. */
function line(id: string, index: number): string {
  const { passage } = momentsOf(id)[index]
  if (!passage) return 'no packet'
  const [before, after] = [passage.before, passage.after].map((frame) => {
    const facts = frame && readFacts(frame)
    return facts ? `${sourceText(facts)} > ${destinationText(facts)}` : '-'
  })
  return `${before} | ${after} | ${passage.fate}`
}

it.each<[string, number, string, string]>([
  [
    'first',
    0,
    '192.168.1.20:51514 > 198.51.100.10:443 | 203.0.113.7:51514 > 198.51.100.10:443 | delivered',
    'the source port is kept, it is free',
  ],
  [
    'reply',
    1,
    '198.51.100.10:443 > 203.0.113.7:51514 | 198.51.100.10:443 > 192.168.1.20:51514 | delivered',
    'the row leads back',
  ],
  [
    'same-port',
    5,
    '192.168.1.21:51514 > 198.51.100.10:443 | 203.0.113.7:2245 > 198.51.100.10:443 | delivered',
    'the same five values would be two flows',
  ],
  ['unsolicited', 5, '203.0.113.99:4444 > 203.0.113.7:51514 | - | dropped', 'the row is for another peer'],
  ['unsolicited', 6, '203.0.113.99:4445 > 203.0.113.7:22 | - | dropped', 'there is no row'],
  [
    'expires',
    3,
    '192.0.2.44:3074 > 203.0.113.7:3074 | 192.0.2.44:3074 > 192.168.1.22:3074 | delivered',
    '20 s are less than 30 s',
  ],
  ['expires', 5, '192.0.2.44:3074 > 203.0.113.7:3074 | - | dropped', '130 s are more than 120 s'],
  [
    'forward',
    0,
    '203.0.113.99:4444 > 203.0.113.7:8080 | 203.0.113.99:4444 > 192.168.1.20:80 | delivered',
    'the source stays',
  ],
  ['hairpin-off', 0, '192.168.1.21:40000 > 203.0.113.7:8080 | - | taken', 'the router takes it for its own'],
  [
    'hairpin-off',
    3,
    '192.168.1.21:40001 > 203.0.113.7:8080 | 192.168.1.21:40001 > 192.168.1.20:80 | delivered',
    'only the destination is translated',
  ],
  [
    'hairpin-off',
    4,
    '192.168.1.20:80 > 192.168.1.21:40001 | - | delivered',
    'the answer does not come by the router',
  ],
  [
    'hairpin-on',
    1,
    '192.168.1.20:80 > 192.168.1.1:40000 | 203.0.113.7:8080 > 192.168.1.21:40000 | delivered',
    'both ends are translated back',
  ],
  ['out-of-ports', 8, '192.168.1.20:50005 > 198.51.100.10:9999 | - | dropped', 'four ports, five flows'],
  [
    'icmp',
    3,
    '198.51.100.10 > 203.0.113.7 | 198.51.100.10 > 192.168.1.20 | delivered',
    'an error about a row',
  ],
  [
    'cgnat',
    1,
    '100.64.0.7:51514 > 198.51.100.10:9999 | 203.0.113.7:51514 > 198.51.100.10:9999 | delivered',
    'the second translation',
  ],
  ['cgnat', 4, '192.0.2.99:4444 > 203.0.113.7:8080 | - | dropped', 'the forward is one NAT too deep'],
  ['ftp', 10, '198.51.100.10:20 > 192.168.1.20:40000 | - | dropped', 'the server believes the payload'],
  [
    'ftp-helper',
    11,
    '198.51.100.10:20 > 203.0.113.7:40000 | 198.51.100.10:20 > 192.168.1.20:40000 | delivered',
    'the helper expected it',
  ],
  [
    'no-firewall',
    0,
    '203.0.113.99:4444 > 192.168.1.20:80 | 203.0.113.99:4444 > 192.168.1.20:80 | delivered',
    'NAT looks at nobody who knows the inside address',
  ],
  ['punch', 5, '203.0.113.7:5000 > 192.0.2.77:6000 | - | dropped', 'Bob has not sent yet'],
  [
    'punch',
    9,
    '203.0.113.7:5000 > 192.0.2.77:6000 | 203.0.113.7:5000 > 10.0.0.8:6000 | delivered',
    'now he has',
  ],
])('%s, step %i: %s (%s)', (id, index, expected) => {
  expect(line(id, index)).toBe(expected)
})

it('begins each situation at a step that exists, with a question and a title of its own', () => {
  for (const { id, start, ask } of situations) {
    expect(momentsOf(id).length).toBeGreaterThan(start)
    expect(ask).toMatch(/\?$/)
  }
  expect(new Set(situations.map(({ title }) => title)).size).toBe(situations.length)
  expect(situationOf('no such')).toBeNull()
})

it('leaves every header checksum right, also inside what an ICMP error quotes', () => {
  const wrong = [...runs].flatMap(([id, { moments }]) =>
    moments.flatMap(({ passage }) =>
      [passage?.before, passage?.after].flatMap((frame) =>
        frame && internetChecksum(frame, 14, 34) !== 0 ? [id] : [],
      ),
    ),
  )
  expect(wrong).toEqual([])
  const error = momentsOf('icmp')[3].passage?.after
  if (!error) throw new Error('the error went through')
  expect(internetChecksum(error, 34, 14 + readU16(error, 16))).toBe(0)
  expect(internetChecksum(error, 42, 62)).toBe(0)
  expect(readFacts(error)?.quoted).toMatchObject({ source: '192.168.1.20', sport: 51514 })
})

it('shows as many rows as conntrack lists translated entries, and no more', () => {
  for (const [id, { moments }] of runs) {
    for (const { tables } of moments) {
      for (const { rows, conntrack } of Object.values(tables)) {
        const listed = conntrack.slice(0, -1).length
        const flows = rows.filter(({ remote }) => remote !== 'any').length
        if (id !== 'no-firewall' && !id.startsWith('hairpin')) expect(flows).toBe(listed)
      }
    }
  }
})

it('gives the same run again', () => {
  const { plan } = situations[2]
  expect(runPlan(plan)).toEqual(runPlan(plan))
})

it('says what happened in whole sentences', () => {
  for (const { id, plan } of situations) {
    for (const moment of momentsOf(id)) {
      const text = describeMoment(moment, worlds[plan.world])
      expect(text).toMatch(/^[A-Z0-9].*[.!]$/s)
      expect(text).not.toMatch(/undefined|null|NaN|\{/)
    }
  }
})

it.each([
  ['same-port', 5, 'Port 51514 of its outside address is taken, so the router picks a free one.'],
  ['unsolicited', 5, 'is for 198.51.100.10:443 only'],
  ['unsolicited', 6, 'No row and no port forward covers 203.0.113.7:22'],
  ['expires', 4, 'One row is gone.'],
  ['hairpin-off', 0, 'it is for the router itself'],
  ['hairpin-off', 4, 'The phone knows no connection with 192.168.1.20:80: it answers with a RST.'],
  ['out-of-ports', 8, 'Every port that the router may use is taken'],
  ['icmp', 3, 'inside the quote the source back to 192.168.1.20:51514'],
  ['icmp', 4, 'A router of the internet finds the TTL used up'],
  ['ftp', 9, '“PORT 192,168,1,20,156,64”'],
  ['ftp', 10, 'No router of the internet has a route to 192.168.1.20'],
  ['ftp-helper', 9, '“PORT 203,0,113,7,156,64” leaves, 1 byte shorter'],
  ['ftp-helper', 11, 'it is RELATED'],
  ['ftp-helper', 20, 'The data connection stands.'],
  ['punch', 1, 'from outside I am 203.0.113.7:5000'],
  ['punch-fails', 9, 'is for 198.51.100.53:3478 only'],
])('explains %s, step %i: %s', (id, index, words) => {
  const situation = situationOf(id)
  if (!situation) throw new Error(`no situation ${id}`)
  expect(describeMoment(momentsOf(id)[index], worlds[situation.plan.world])).toContain(words)
})
