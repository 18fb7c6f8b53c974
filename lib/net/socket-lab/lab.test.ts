import { describe, expect, it } from 'vitest'
import type { Act } from './act'
import { runActs } from './lab'
import { situations } from './situations'

const bind = (address: string, port: number, more = {}): Act => ({
  do: 'bind',
  protocol: 'tcp',
  address,
  port,
  ...more,
})
const connect = (to: string, dport: number): Act => ({ do: 'connect', from: 'ann', sport: 40001, to, dport })

function situation(name: string) {
  const found = situations.find((each) => each.name === name)
  if (!found) throw new Error(`no situation ${name}`)
  return runActs(found.acts)
}

describe('who gets a packet', () => {
  it.each([
    ['many', ['listens', 'SYN-ACK', 'SYN-ACK', 'SYN-ACK', 'ACK', 'RST'], 'the same port, three connections'],
    ['loopback', ['listens', 'SYN-ACK', 'RST', 'RST', 'RST'], 'only who says 127.0.0.1 on the server itself'],
    ['specific', ['listens', 'listens', 'SYN-ACK', 'RST', 'EADDRINUSE'], 'an address is not any address'],
    [
      'dual',
      ['listens', 'SYN-ACK', 'SYN-ACK', 'EADDRINUSE', 'listens', 'RST', 'listens', 'SYN-ACK'],
      ':: takes both, unless it is for IPv6 only',
    ],
    [
      'restart',
      [
        'listens',
        'SYN-ACK',
        'EADDRINUSE',
        'stopped',
        'EADDRINUSE',
        'listens',
        'SYN-ACK',
        'stopped',
        'listens',
      ],
      'TIME-WAIT holds the port until both sockets say SO_REUSEADDR',
    ],
    [
      'udp',
      ['receives', 'delivered', 'delivered', 'RST', 'listens', 'ICMP “port unreachable”'],
      'TCP 53 is not UDP 53',
    ],
  ])('%s: %j, %s', (name, results, _why) => {
    expect(situation(name).map(({ result }) => result)).toEqual(results)
  })

  it('asks for the connection first, and asks no further when it is there', () => {
    const moments = situation('many')
    expect(moments[1].tries.map(({ finds }) => finds !== null)).toEqual([false, false, true])
    expect(moments[4].tries.map(({ finds }) => finds !== null)).toEqual([true])
  })

  it('marks the listener and the new connection in what ss prints', () => {
    const [, first] = situation('many')
    expect(first.marked.map((line) => first.prints[line].split(/\s+/)[1])).toEqual(['LISTEN', 'ESTAB'])
  })
})

it('a client refuses a second connection with the same four values itself', () => {
  const moments = runActs([bind('0.0.0.0', 80), connect('192.0.2.80', 80), connect('192.0.2.80', 80)])
  expect(moments[2]).toMatchObject({ result: 'EADDRNOTAVAIL', outcome: 'error', tries: [] })
})

it('no program binds to an address that its machine does not have', () => {
  expect(runActs([bind('192.0.2.10', 80)])[0]).toMatchObject({ result: 'EADDRNOTAVAIL', outcome: 'error' })
})

it('IPv6 reaches no socket that is bound to 0.0.0.0', () => {
  expect(runActs([bind('0.0.0.0', 80), connect('2001:db8::80', 80)])[1].result).toBe('RST')
})
