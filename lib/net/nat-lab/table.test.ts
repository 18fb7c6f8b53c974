import { expect, it } from 'vitest'
import { runPlan } from './lab'
import { LINUX_NAT } from './settings'
import { situationOf } from './situations'

function lastTable(id: string, nat = 'router') {
  const situation = situationOf(id)
  const table = situation && runPlan(situation.plan).moments.at(-1)?.tables[nat]
  if (!table) throw new Error(`no table of ${nat} in ${id}`)
  return table
}

it('shows a flow by its three ends, its state and how long it lives', () => {
  expect(lastTable('first').rows).toEqual([
    {
      key: '1',
      protocol: 'tcp',
      inside: '192.168.1.20:51514',
      outside: '203.0.113.7:51514',
      remote: '198.51.100.10:443',
      state: 'ESTABLISHED',
      secondsLeft: 432000,
      secondsFull: 432000,
    },
  ])
})

it('keeps a port forward for good', () => {
  expect(lastTable('forward').rows[0]).toMatchObject({
    inside: '192.168.1.20:80',
    outside: '203.0.113.7:8080',
    remote: 'any',
    secondsLeft: null,
  })
})

it('counts the ports that are in use, of those that may be', () => {
  expect(lastTable('out-of-ports')).toMatchObject({ portsInUse: 4, portsInAll: 4 })
  expect(lastTable('same-port')).toMatchObject({ portsInUse: 2, portsInAll: 64512 })
})

it('prints what conntrack -L and iptables -t nat -nvL print at that moment', () => {
  const { conntrack, iptables } = lastTable('same-port')
  expect(conntrack[1]).toContain('src=192.168.1.21 dst=198.51.100.10 sport=51514 dport=443 src=198.51.100.10')
  expect(conntrack.at(-1)).toBe('conntrack v1.4.7 (conntrack-tools): 2 flow entries have been shown.')
  expect(iptables).toContain(
    '    2   120 MASQUERADE  0    --  *      wan     0.0.0.0/0            0.0.0.0/0           ',
  )
})

it.each([
  [20, 1],
  [31, 0],
])('after %i s without a reply a UDP flow has %i rows: it lives 30 s', (seconds, rows) => {
  const { moments } = runPlan({
    world: 'home',
    settings: { router: LINUX_NAT },
    acts: [
      { do: 'send', from: 'stranger', to: '192.168.1.20', protocol: 'udp', sport: 5000, dport: 9999 },
      { do: 'send', from: 'laptop', to: '192.0.2.44', protocol: 'udp', sport: 5000, dport: 9 },
      { do: 'wait', seconds },
    ],
  })
  expect(moments.at(-1)?.tables.router.rows).toHaveLength(rows)
})
