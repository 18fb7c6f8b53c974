import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { runLine } from '../../shell/run-line'
import { runUntil, type Simulation } from '../../sim/simulation'
import { decodeDns } from '../../wire/dns'
import { readCapture } from '../../wire/pcap'
import { addressText, destinationOf, sourceOf } from '../address'
import { smallInternet } from './testing/small-internet'

const read = (name: string) =>
  readFileSync(new URL(`../../../../../shared/captures/${name}`, import.meta.url))

/** Who sent what to whom, all of the message but its number, which is chance. */
function messagesIn(frames: readonly { readonly bytes: Uint8Array }[]) {
  return frames.flatMap(({ bytes }) => {
    const packet = bytes.subarray(14)
    const decoded = packet[9] === 17 ? decodeDns(packet, 28) : null
    if (!decoded?.ok) return []
    const { id, ...message } = decoded.header
    return [{ from: addressText(sourceOf(packet)), to: addressText(destinationOf(packet)), ...message }]
  })
}

/** What dig printed, command by command. */
function printed(name: string) {
  return read(`${name}.out`)
    .toString()
    .split(/(?<!TCP mode\.\n)^(?=;; Truncated|\n; <<>> DiG)/m)
    .filter((text) => text.includes('DiG'))
    .map((text) => {
      const [, command] = /<<>> DiG \S+ <<>> (.*)/.exec(text) ?? []
      const [, hour, minute, second] = /WHEN: \w+ \w+ \d+ (\d+):(\d+):(\d+)/.exec(text) ?? []
      return { command, text, at: Number(hour) * 3600 + Number(minute) * 60 + Number(second) }
    })
}

/** Without number, time and size: BIND leaves a name of one label uncompressed. The order in a set is chance in BIND. */
function comparable(text: string): string[] {
  const lines = text.replace(/, id: \d+/, '').split('\n')
  const kept = lines.filter((line) => !/^;; (Query time|WHEN|MSG SIZE)/.test(line))
  const records = kept.filter((line) => line.startsWith('big.')).sort()
  return kept
    .map((line) => (line.startsWith('big.') ? records.shift()! : line))
    .join('\n')
    .trim()
    .split('\n')
}

const SESSION = [
  'dns-recursive-full',
  'dns-cache-hit',
  'dns-nxdomain',
  'dns-cname-mx-txt',
  'dns-truncated-tcp-fallback',
  'dns-iterative-by-hand',
].flatMap((name) => printed(name).map((told) => ({ name, ...told })))

let simulation: Simulation
const said: string[] = []
beforeAll(() => {
  simulation = smallInternet()
  const start = SESSION[0].at
  for (const { command, at } of SESSION) {
    // BIND counts whole seconds of the wall clock: half of one later, both have counted as many
    runUntil(simulation, Math.max(simulation.now, (at - start + (said.length && 0.5)) * 1_000_000))
    said.push(runLine({ simulation, host: 'c10' }, `dig ${command}`).text)
  }
})

describe('one session against BIND, second by second', () => {
  it.each(SESSION.map((told, index) => ({ ...told, index })))('$name: dig $command', ({ index, text }) => {
    expect(comparable(said[index])).toEqual(comparable(text))
  })
})

describe('packet by packet', () => {
  it.each([
    ['dns-recursive-full', 'res', ['dig +tries=1 @203.0.113.53 www.acme.example']],
    ['dns-truncated-tcp-fallback', 'c10', ['dig +bufsize=512 @203.0.113.53 TXT big.acme.example']],
    [
      'dns-iterative-by-hand',
      'c10',
      ['192.0.2.34', '192.0.2.35', '198.51.100.53'].map((to) => `dig +norecurse @${to} www.acme.example`),
    ],
  ])('%s, seen at %s: order, sections, flags, TTLs', (name, node, commands) => {
    const network = smallInternet()
    for (const command of commands) runLine({ simulation: network, host: 'c10' }, command)
    const ours = messagesIn(network.trace.frames.filter((frame) => frame.node === node))
    const recorded = messagesIn(readCapture(read(`${name}.pcap`)).frames)
    const source = recorded[0].from
    const asOurs = (address: string) => (address === source ? '203.0.113.5' : address)
    expect(ours).toEqual(recorded.map((it) => ({ ...it, from: asOurs(it.from), to: asOurs(it.to) })))
  })
})
