import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readCapture } from '../wire/pcap'
import { flowConversation, listFlows } from './flows'
import { stateName } from './state-name'
import type { Conversation, Step } from './tcp-conversation'

function open(name: string) {
  return readCapture(readFileSync(new URL(`../../../../shared/captures/${name}`, import.meta.url)))
}

function play(name: string, flow = 0): Conversation {
  const capture = open(name)
  const conversation = flowConversation(capture, listFlows(capture)[flow])
  if (!conversation) throw new Error(`${name}: flow ${flow} cannot be played`)
  return conversation
}

/** "SYN-SENT>ESTABLISHED" for each step that changes this end. */
function changes({ steps }: Conversation, end: 0 | 1): string[] {
  return steps
    .map(({ states }) => states[end])
    .filter(({ before, after }) => before !== after)
    .map(({ before, after }) => `${stateName(before)}>${stateName(after)}`)
}

function reasons({ steps }: Conversation): string[] {
  return steps.map(({ because }) => because)
}

describe('a connection that opens, carries six bytes and closes', () => {
  const conversation = play('tcp-handshake-teardown.pcap')

  it('takes the client through the active side of RFC 9293 figure 5', () => {
    expect(changes(conversation, 0)).toEqual([
      'CLOSED>SYN-SENT',
      'SYN-SENT>ESTABLISHED',
      'ESTABLISHED>FIN-WAIT-1',
      'FIN-WAIT-1>TIME-WAIT',
    ])
  })
  it('takes the server through the passive side', () => {
    expect(changes(conversation, 1)).toEqual([
      'LISTEN>SYN-RECEIVED',
      'SYN-RECEIVED>ESTABLISHED',
      'ESTABLISHED>CLOSE-WAIT',
      'CLOSE-WAIT>LAST-ACK',
      'LAST-ACK>CLOSED',
    ])
  })
  it('names each segment', () => {
    expect(reasons(conversation)).toEqual([
      'syn',
      'syn-ack',
      'ack.handshake',
      'data',
      'fin',
      'ack',
      'fin.second',
      'ack.fin',
    ])
  })
  it('was captured at the client, 20.7 ms from the server and back', () => {
    expect(conversation.vantage).toEqual({ at: 'client', roundTripUs: 20732, delayUs: [0, 10341] })
  })
  it('counts sequence numbers as tshark does', () => {
    expect(conversation.steps.map(({ relative }) => [relative.sequence, relative.acknowledgment])).toEqual([
      [0, null],
      [0, 1],
      [1, 1],
      [1, 1],
      [7, 1],
      [1, 7],
      [1, 8],
      [8, 2],
    ])
  })
  it('scales the window of every segment but the SYNs', () => {
    expect(conversation.steps.slice(0, 3).map(({ windowBytes }) => windowBytes)).toEqual([
      64240, 65160, 64256,
    ])
  })
})

it('lets the FINs of a simultaneous close cross: both ends pass through CLOSING', () => {
  const conversation = play('tcp-simultaneous-close.pcap')
  expect(changes(conversation, 0).slice(2)).toEqual([
    'ESTABLISHED>FIN-WAIT-1',
    'FIN-WAIT-1>CLOSING',
    'CLOSING>TIME-WAIT',
  ])
  expect(conversation.steps.at(-2)?.states[1]).toEqual({ before: 'closing', after: 'time-wait' })
  expect(reasons(conversation)).toContain('fin.crossing')
})

it('keeps the half that is still open: the client waits in FIN-WAIT-2 while the server goes on sending', () => {
  const conversation = play('tcp-half-close.pcap')
  const late = conversation.steps.filter(({ from, payloadLength }) => from === 1 && payloadLength > 0)
  expect(late.map(({ states }) => [states[0].after, states[1].after])).toEqual([
    ['fin-wait-2', 'close-wait'],
    ['fin-wait-2', 'close-wait'],
    ['fin-wait-2', 'close-wait'],
  ])
})

it('sees two copies without an answer and the third one acknowledged', () => {
  const { steps } = play('tcp-retransmission.pcap')
  expect(steps.slice(3, 6).map(({ because, outcome, repeats }) => [because, outcome, repeats])).toEqual([
    ['data', 'no-answer', null],
    ['data.again', 'no-answer', 4],
    ['data.again', 'arrived', 5],
  ])
})

it.each(['tcp-refused.pcap', 'tcp-refused-loopback-bind.pcap'])('%s: the SYN meets a closed port', (name) => {
  const conversation = play(name)
  expect(reasons(conversation)).toEqual(['syn', 'rst.refused'])
  expect(changes(conversation, 0)).toEqual(['CLOSED>SYN-SENT', 'SYN-SENT>CLOSED'])
  expect(changes(conversation, 1)).toEqual([])
})

it.each([
  ['tcp-timeout.pcap', [0, 1, 3, 7]],
  ['tcp-timeout-linear.pcap', [0, 1, 2, 3, 4, 5, 7, 11]],
])('%s: copies of a SYN that nobody answers, at %j s, and no guess at the other end', (name, seconds) => {
  const { steps, initial, vantage } = play(name)
  expect(steps.map(({ timeUs }) => Math.round(timeUs / 1.04e6))).toEqual(seconds)
  expect(initial).toEqual(['closed', 'unknown'])
  expect(steps.every(({ arrivedUs, states }) => arrivedUs === null && states[1].after === 'unknown')).toBe(
    true,
  )
  expect(vantage.delayUs).toBeNull()
})

it('does not join a SYN-ACK from the wrong address to the connection that it was meant for', () => {
  expect(
    listFlows(open('hairpin-broken.pcap')).map(({ ends }) => ends.map(({ address }) => address)),
  ).toEqual([
    ['192.168.1.10', '203.0.113.5'],
    ['192.168.1.10', '192.168.1.12'],
  ])
  const stray = play('hairpin-broken.pcap', 1)
  expect(reasons(stray)).toEqual(['syn-ack', 'rst.no-connection', 'syn-ack', 'rst.no-connection'])
  expect(changes(stray, 1)).toContain('SYN-RECEIVED>LISTEN')
})

it('tells a copy that three acknowledgments called for from one that the timer did', () => {
  const { steps, vantage } = play('tcp-fast-retransmit.pcap')
  const copy = steps.find(({ because }) => because === 'data.again-fast')
  expect(vantage.at).toBe('server')
  expect(copy?.relative.sequence).toBe(4345)
  expect(copy?.repeats).toBe(9)
  expect(steps[8].outcome).toBe('no-answer')
})

it('tells zero-window probes from keep-alives, which tshark 4.0 does not', () => {
  const found = reasons(play('tcp-zero-window.pcap'))
  expect(found.filter((reason) => reason === 'window-probe')).toHaveLength(3)
  expect(found).not.toContain('keep-alive')
  expect(found).toContain('ack.window-update')
})

it('measures the round trip between the SYN-ACK that was answered and its answer, not from a lost copy', () => {
  const { vantage, steps } = play('tcp-loss-netem.pcap')
  expect(steps.filter(({ because }) => because === 'syn-ack.again').length).toBeGreaterThan(0)
  expect(vantage.roundTripUs).toBeLessThan(60_000)
})

it('plays TCP over IPv6 by the same rules', () => {
  const conversation = play('ipv6-tcp-http.pcap')
  expect(reasons(conversation).slice(0, 4)).toEqual(['syn', 'syn-ack', 'ack.handshake', 'data'])
  expect(changes(conversation, 0).at(-1)).toBe('FIN-WAIT-1>TIME-WAIT')
})

it('lists every kind of flow, and offers only TCP for playing', () => {
  const flows = listFlows(open('tcp-reject-icmp.pcap'))
  expect(flows.map(({ protocol, playable }) => [protocol, playable])).toEqual([
    ['TCP', true],
    ['ICMP', false],
    ['TCP', true],
    ['TCP', true],
  ])
})

it('finds each of the three connections that share a source port behind a NAT', () => {
  const flows = listFlows(open('nat-lan-side.pcap')).filter(({ protocol }) => protocol === 'TCP')
  expect(flows.map(({ ends }) => `${ends[0].address}:${ends[0].port}`)).toEqual([
    '192.168.1.10:40000',
    '192.168.1.11:40000',
    '192.168.1.12:40000',
  ])
})

const everyTcpCapture = [
  'hairpin.pcap',
  'http1-keepalive.pcap',
  'nat-wan-side.pcap',
  'pmtud-tcp.pcap',
  'port-forward-dnat-wan.pcap',
  'ssh-local-forward-loopback.pcap',
  'ssh-session.pcap',
  'tcp-slow-start.pcap',
  'tls13-handshake.pcapng',
  'websocket-upgrade.pcap',
]
it.each(everyTcpCapture)(
  '%s: nobody acknowledges what has not arrived, and each end keeps its own order',
  (name) => {
    const capture = open(name)
    for (const flow of listFlows(capture).filter(({ playable }) => playable)) {
      const { steps } = flowConversation(capture, flow) as Conversation
      expect(steps.length).toBe(flow.frames.length)
      for (const step of steps) {
        expect(step.arrivedUs ?? step.sentUs).toBeGreaterThanOrEqual(step.sentUs)
        const covered = steps.filter((other) => isCoveredBy(other, step) && other.arrivedUs !== null)
        for (const other of covered) expect(other.arrivedUs).toBeLessThanOrEqual(step.sentUs + 0.001)
      }
    }
  },
)

function isCoveredBy(segment: Step, by: Step): boolean {
  return (
    segment.number < by.number &&
    segment.from !== by.from &&
    by.relative.acknowledgment !== null &&
    segment.payloadLength > 0 &&
    segment.relative.sequence + segment.payloadLength <= by.relative.acknowledgment
  )
}
