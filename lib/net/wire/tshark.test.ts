import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { allProtocols } from './all'
import { makeContext } from './context'
import { type Dissection, dissect } from './dissect'
import type { Field } from './field'
import { readCapture } from './pcap'
import { readTsharkJson, type TsharkField, type TsharkFrame } from './testing/tshark-json'

/** Real captures and what tshark 4.0.17 made of them; they lie beside the project, not in it. */
const folder = new URL('../../../../shared/captures/', import.meta.url)
const names = existsSync(folder)
  ? readdirSync(folder)
      .filter((name) => /\.pcap(ng)?$/.test(name))
      .sort()
  : []

function outcomes(name: string): { ours: Dissection[]; theirs: TsharkFrame[] } {
  const raw = new URL(name.replace(/\.pcap(ng)?$/, '.raw.json.gz'), folder)
  const theirs = readTsharkJson(gunzipSync(readFileSync(raw)).toString('utf8'))
  const { frames, problem } = readCapture(readFileSync(new URL(name, folder)))
  expect(problem).toBeNull()
  const context = makeContext()
  return {
    theirs,
    ours: frames.map((frame) => dissect(frame.bytes, frame.linkType, allProtocols, context, frame)),
  }
}

/** tshark had the keys of these captures and went on inside; without keys the road ends here. */
const SEALED = ['tls', 'esp', 'quic']

function expectedProtocols({ protocols }: TsharkFrame): string[] {
  const listed = protocols.filter((protocol) => protocol !== 'ethertype') // Wireshark's name for the act of choosing
  const sealed = listed.findIndex((protocol) => SEALED.includes(protocol))
  return sealed < 0 ? listed : listed.slice(0, sealed + 1)
}

/** Fields that tshark replaces by what it decrypted: all that can be said without the keys. */
const WITHOUT_KEYS = ['tls.app_data', 'tls.handshake', 'tls.alert_message', 'quic.remaining_payload']

function byName(fields: readonly TsharkField[]): Map<string, TsharkField[]> {
  const map = new Map<string, TsharkField[]>()
  for (const field of fields) {
    const list = map.get(field.name)
    if (list) list.push(field)
    else map.set(field.name, [field])
  }
  return map
}

function fieldsOf(dissection: Dissection): Field[] {
  return dissection.layers.flatMap((layer) => layer.fields)
}

describe.skipIf(names.length === 0)('every frame of the recorded captures, against tshark', () => {
  it.each(names)('%s: the same protocols, and no field with another value or place', (name) => {
    const { ours, theirs } = outcomes(name)
    expect(ours.map(({ protocols }) => protocols)).toEqual(theirs.map(expectedProtocols))
    const differences: string[] = []
    ours.forEach((dissection, index) => {
      const wanted = byName(theirs[index].fields)
      const seen = new Map<string, number>()
      for (const field of fieldsOf(dissection)) {
        if (field.name.startsWith('hop.') || WITHOUT_KEYS.includes(field.name)) continue
        const nth = seen.get(field.name) ?? 0
        seen.set(field.name, nth + 1)
        const want = wanted.get(field.name)?.[nth]
        const place = want?.place ?? field
        if (want?.value === field.value && place.offset === field.offset && place.length === field.length)
          continue
        differences.push(`#${index + 1} ${field.name} = ${field.value} at ${field.offset}+${field.length}`)
      }
    })
    expect(differences).toEqual([])
  })

  it.each(names)('%s: nothing is called malformed', (name) => {
    const { ours } = outcomes(name)
    expect(ours.flatMap(fieldsOf).filter((field) => field.name === 'hop.malformed')).toEqual([])
  })

  /** Fields of eth, ip and tcp that tshark prints and we do not, each with its reason. */
  const LEFT_OUT: readonly (readonly [pattern: RegExp, reason: string])[] = [
    [/_resolved$/, 'needs the list of manufacturers'],
    [/^ip\.ttl\.too_small$/, 'an expert remark, not a field'],
    [/^tcp\.connection\./, 'an expert remark, not a field'],
    [/^tcp\.checksum_bad\.expert$/, 'an expert remark; tcp.checksum.status says it'],
    [
      /^tcp\.analysis\.(?!acks_frame|ack_rtt|bytes_in_flight|push_bytes_sent)/,
      'Wireshark’s own guesses about the conversation',
    ],
    [/^tcp\.analysis$/, 'the heading of those guesses'],
    [/^tcp\.segment$/, 'told as hop.tcp.segment: Wireshark also counts copies and holes'],
    [/^tcp\.segment\.(count|overlap)$/, 'Wireshark’s account of its own reassembly'],
    [/^tcp\.segment_data$/, 'of copies that arrive after the message was complete'],
    [/^tcp\.reassembled\./, 'of messages that were decrypted before they were put together'],
    [/^tcp\.pdu\.size$/, 'a note of the reassembly'],
  ]

  it.each(
    names.filter((name) => /^(tcp|http1|nat|port|firewall|hairpin|pmtud|ipv6-tcp|websocket)/.test(name)),
  )('%s: every field that tshark has of eth, ip and tcp is there', (name) => {
    const { ours, theirs } = outcomes(name)
    const missing = new Set<string>()
    ours.forEach((dissection, index) => {
      const counts = new Map<string, number>()
      for (const { name: field } of fieldsOf(dissection)) counts.set(field, (counts.get(field) ?? 0) + 1)
      for (const [field, list] of byName(theirs[index].fields)) {
        if (!/^(eth|ip|ipv6|tcp)\./.test(field) || LEFT_OUT.some(([pattern]) => pattern.test(field))) continue
        if ((counts.get(field) ?? 0) < list.length) missing.add(`#${index + 1} ${field}`)
      }
    })
    expect([...missing]).toEqual([])
  })
})
