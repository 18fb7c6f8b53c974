import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { flowConversation, listFlows } from '../trace/flows'
import type { Conversation } from '../trace/tcp-conversation'
import { readCapture } from '../wire/pcap'
import { describeStep } from './describe-step'
import { describeVantage } from './describe-vantage'

const folder = new URL('../../../../shared/captures/', import.meta.url)

function play(name: string): Conversation[] {
  const capture = readCapture(readFileSync(new URL(name, folder)))
  return listFlows(capture).flatMap((flow) => flowConversation(capture, flow) ?? [])
}

function say(name: string, step: number): string {
  const [conversation] = play(name)
  return describeStep(conversation.steps[step - 1], conversation)
}

it.each([
  [
    'tcp-handshake-teardown.pcap',
    2,
    'The server answers with SYN and ACK together: it expects byte 1 from the client next',
  ],
  ['tcp-handshake-teardown.pcap', 4, 'The client sends 6 bytes, numbers 1 to 6.'],
  [
    'tcp-handshake-teardown.pcap',
    5,
    'FIN, numbered 7 like a byte. The client goes to FIN-WAIT-1, the server to CLOSE-WAIT.',
  ],
  [
    'tcp-handshake-teardown.pcap',
    7,
    'The same segment acknowledges the first FIN: it expects number 8 next.',
  ],
  ['tcp-handshake-teardown.pcap', 7, 'The server goes to LAST-ACK, the client to TIME-WAIT, and stays there'],
  ['tcp-half-close.pcap', 9, 'The same segment acknowledges the FIN: it expects number'],
  ['tcp-retransmission.pcap', 5, 'No answer came for 226 ms, so the client sends bytes 1 to 6 again.'],
  ['tcp-refused.pcap', 2, 'connect() ends with “Connection refused”'],
  ['tcp-fast-retransmit.pcap', 23, 'Its SACK option says that it holds 5793 to 7240.'],
  ['tcp-zero-window.pcap', 7, 'its window is 0, so the client must wait'],
  ['tcp-simultaneous-close.pcap', 5, 'the two FINs cross'],
])('%s, step %i: “%s”', (name, step, sentence) => {
  expect(say(name, step)).toContain(sentence)
})

it.each([
  ['tcp-handshake-teardown.pcap', 'Captured at the client.'],
  ['tcp-slow-start.pcap', 'Captured at the server.'],
  ['tcp-timeout.pcap', 'lines are drawn level'],
  ['tcp-refused.pcap', 'shows no whole handshake'],
])('%s: “%s”', (name, words) => {
  expect(describeVantage(play(name)[0])).toContain(words)
})

it.each([
  'hairpin-broken.pcap',
  'http1-keepalive.pcap',
  'nat-wan-side.pcap',
  'pmtud-tcp.pcap',
  'tcp-half-close.pcap',
  'tcp-loss-netem.pcap',
  'websocket-upgrade.pcap',
])('%s: every step is one to four whole sentences', (name) => {
  for (const conversation of play(name))
    for (const step of conversation.steps) {
      const text = describeStep(step, conversation)
      expect(text).toMatch(/^[A-Z].*\.$/)
      expect(text).not.toMatch(/undefined|null|NaN|Infinity|\s-\d/)
      expect(text.split(/\.(?: |$)/).length - 1).toBeLessThanOrEqual(4)
    }
})
