import { expect, it } from 'vitest'
import { parseScenario } from './parse'
import { formatProblem } from './problem'

const SOA = '@ SOA ns1 hostmaster 1 7200 3600 1209600 300'
const HINTS = ['. NS a.root-servers.test.', 'a.root-servers.test. A 192.0.2.34']

function parse(dns: object) {
  const parsed = parseScenario({ hosts: { ns: { ifaces: { eth0: '192.0.2.34/24' }, dns } } })
  return parsed.ok ? parsed.scenario.hosts[0].dns : formatProblem(parsed.problem)
}

it('reads names as a zone file does: relative, absolute, @, and the one before', () => {
  const dns = parse({
    authoritative: {
      'acme.example': [
        '$TTL 3600',
        SOA,
        'www 60 IN CNAME web',
        '  TXT "a  b" c',
        'a.acme.example. A 192.0.2.1',
      ],
    },
  })
  const records = typeof dns === 'object' && dns?.kind === 'authoritative' ? dns.zones[0].records : []
  expect(records.map(({ name, ttl }) => `${name} ${ttl}`)).toEqual([
    'acme.example. 3600',
    'www.acme.example. 60',
    'www.acme.example. 3600',
    'a.acme.example. 3600',
  ])
  expect(records[1].data).toEqual({ kind: 'name', name: 'web.acme.example.' })
  expect(records[2].data).toMatchObject({ strings: [{ length: 4 }, { length: 1 }] })
})

it.each<[object, string, string]>([
  [
    { authoritative: { 'acme.example': ['www A 192.0.2.1'] } },
    'one SOA record',
    'a zone says who is in charge',
  ],
  [
    { authoritative: { 'acme.example': [SOA, 'www.example.org. A 192.0.2.1'] } },
    'names in the zone',
    'a stranger',
  ],
  [{ authoritative: { '.': [SOA, 'www CNAM web'] } }, 'did you mean "CNAME"?', 'a typing error'],
  [{ authoritative: { '.': [SOA, 'www A 192.0.2'] } }, 'data of a record of type A', 'no address'],
  [{ resolver: { hints: HINTS.slice(0, 1) } }, 'the A record of its server', 'nobody to begin with'],
  [{ resolver: { hints: HINTS }, upstream: '192.0.2.1' }, 'one name server is of one kind', 'two kinds'],
])('refuses %j: %s (%s)', (dns, sentence) => {
  expect(parse(dns)).toContain(sentence)
})
