import { buildScenario } from '../../../scenario/build'
import { parseScenario } from '../../../scenario/parse'
import type { Simulation } from '../../../sim/simulation'

/** The zones of the lab in which the captures `dns-*` were recorded. */
export const labZones = {
  '.': [
    '$TTL 86400',
    '. SOA a.root-servers.test. hostmaster.example. 2026010100 1800 900 604800 86400',
    '. NS a.root-servers.test.',
    'a.root-servers.test. A 192.0.2.34',
    'example. NS a.nic.example.',
    'a.nic.example. A 192.0.2.35',
    '100.51.198.in-addr.arpa. NS ns1.acme.example.',
    'ns1.acme.example. A 198.51.100.53',
  ],
  example: [
    '$TTL 86400',
    '@ SOA a.nic hostmaster.nic 2026010100 1800 900 604800 900',
    '@ NS a.nic',
    'a.nic A 192.0.2.35',
    'acme NS ns1.acme',
    'ns1.acme A 198.51.100.53',
    'lame NS ns.lame',
    'ns.lame A 198.51.100.81',
    'hosted NS ns1.acme', // no glue of its own zone is needed: the name is in another
    'loop NS ns.loop', // glue is missing: nobody can find this server
  ],
  'acme.example': [
    '$TTL 3600',
    '@ SOA ns1 hostmaster 2026010100 7200 3600 1209600 300',
    '@ NS ns1',
    'ns1 A 198.51.100.53',
    '@ A 198.51.100.80',
    'web A 198.51.100.80',
    'web AAAA 2001:db8:100::80',
    'www CNAME web',
    'shop CNAME www',
    'api 60 A 198.51.100.81',
    'rr A 198.51.100.80',
    '   A 198.51.100.81',
    'mail A 198.51.100.25',
    '@ MX 10 mail',
    '@ MX 20 mail.backup',
    'mail.backup A 198.51.100.26',
    '@ TXT "v=spf1 ip4:198.51.100.25 -all"',
    '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:postmaster@acme.example"',
    '@ CAA 0 issue "ca.example"',
    '_imaps._tcp SRV 0 5 993 mail',
    '*.apps A 198.51.100.80',
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((i) => `big TXT "record ${i}: ${String(i).repeat(190)}"`),
    'round CNAME about',
    'about CNAME round',
  ],
  'hosted.example': [
    '$TTL 600',
    '@ SOA ns1.acme.example. hostmaster 1 7200 3600 1209600 300',
    '@ NS ns1.acme.example.',
    'www CNAME web.acme.example.',
  ],
  '100.51.198.in-addr.arpa': [
    '$TTL 3600',
    '@ SOA ns1.acme.example. hostmaster.acme.example. 2026010100 7200 3600 1209600 300',
    '@ NS ns1.acme.example.',
    '80 PTR web.acme.example.',
    '53 PTR ns1.acme.example.',
  ],
}

const zonesNamed = (...names: (keyof typeof labZones)[]) => ({
  authoritative: Object.fromEntries(names.map((name) => [name, labZones[name]])),
})

const hosts = {
  root: { address: '192.0.2.34', dns: zonesNamed('.') },
  tld: { address: '192.0.2.35', dns: zonesNamed('example') },
  auth: {
    address: '198.51.100.53',
    dns: zonesNamed('acme.example', 'hosted.example', '100.51.198.in-addr.arpa'),
  },
  res: {
    address: '203.0.113.53',
    dns: {
      resolver: {
        hints: ['. 3600000 NS a.root-servers.test.', 'a.root-servers.test. 3600000 A 192.0.2.34'],
      },
    },
  },
  web: { address: '198.51.100.81', dns: undefined },
  c10: { address: '203.0.113.5', dns: undefined },
}

/** Client, resolver, root, TLD and authoritative server, each 10 ms from a router in the middle. */
export function smallInternet(): Simulation {
  const names = Object.keys(hosts) as (keyof typeof hosts)[]
  const parsed = parseScenario({
    hosts: {
      core: {
        forward: true,
        ifaces: Object.fromEntries(names.map((name, i) => [`to-${name}`, `10.0.${i}.1/24`])),
        routes: names.map((name, i) => `${hosts[name].address}/32 via 10.0.${i}.2`),
      },
      ...Object.fromEntries(
        names.map((name, i) => [
          name,
          {
            ifaces: { eth0: `10.0.${i}.2/24`, lo: `${hosts[name].address}/32` },
            routes: [`default via 10.0.${i}.1 src ${hosts[name].address}`],
            ...(hosts[name].dns && { dns: hosts[name].dns }),
            ...(name === 'c10' && { resolver: '203.0.113.53' }),
          },
        ]),
      ),
    },
    links: names.map((name) => ({ ends: [`${name}:eth0`, `core:to-${name}`], delay: '5ms' })),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return buildScenario(parsed.scenario)
}
