import { expect, it } from 'vitest'
import { recordedLinks } from './recorded-links'

const [sent, translated, answered, back] = recordedLinks()

it('shows what the router changed on the way out, as the captures on both sides of it hold it', () => {
  expect(translated.was).toEqual({
    'eth.dst': '…01:01',
    'eth.src': '…01:0b',
    'ip.src': '192.168.1.11',
    'ip.ttl': '64',
    'tcp.srcport': '40000 > 5000',
  })
})

it('shows the answer going to the router, and the router giving it back to the laptop', () => {
  expect(back.was).toMatchObject({ 'ip.dst': '203.0.113.5', 'ip.ttl': '62', 'tcp.srcport': '5000 > 13268' })
  expect(Object.keys(back.was)).not.toContain('ip.src')
})

it.each([
  [sent, 'The laptop sends 9 bytes to the server.'],
  [
    translated,
    'took one off the TTL and put its own address and a free port in the sender’s place. The 9 bytes inside are untouched.',
  ],
  [answered, 'It says “hello 203.0.113.5 13268”'],
  [back, 'put the inside address and port back in as the receiver’s. The 24 bytes inside are untouched.'],
])('link %#: “%s”', ({ sentence }, words) => {
  expect(sentence).toContain(words)
})
