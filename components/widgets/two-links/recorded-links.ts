import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Chip, type ChipField, chipsOf } from '@/components/packet/chips'
import { describeHop } from '@/lib/net/explain/describe-hop'
import { allProtocols } from '@/lib/net/wire/all'
import { dissect } from '@/lib/net/wire/dissect'
import { type CapturedFrame, readCapture } from '@/lib/net/wire/pcap'

/** One packet as it was captured on one link. Plain data. */
export type RecordedLink = {
  readonly wire: 'inside' | 'outside'
  readonly towards: 'server' | 'laptop'
  readonly chips: readonly Chip[]
  /** fields that the router changed on the way to this link, with the values from before */
  readonly was: Readonly<Record<string, string>>
  readonly sentence: string
}

/** Frame of the request, and frame of the answer to it; both captures hold the same frames in the same order. */
const REQUEST = 13
const ANSWER = 15

/**
 * A message and its answer, each captured on both sides of a router that translates addresses (the same moment in
 * public/captures/nat-lan-side.pcap and nat-wan-side.pcap). Throws at build time if the frames are not what they are said to be.
 */
export function recordedLinks(): readonly RecordedLink[] {
  const inside = framesOf('nat-lan-side')
  const outside = framesOf('nat-wan-side')
  return [
    first(inside[REQUEST - 1], 'inside', 'server'),
    second(inside[REQUEST - 1], outside[REQUEST - 1], 'outside', 'server'),
    first(outside[ANSWER - 1], 'outside', 'laptop'),
    second(outside[ANSWER - 1], inside[ANSWER - 1], 'inside', 'laptop'),
  ]
}

function framesOf(name: string): readonly CapturedFrame[] {
  return readCapture(readFileSync(join(process.cwd(), 'public/captures', `${name}.pcap`))).frames
}

function first(
  frame: CapturedFrame,
  wire: RecordedLink['wire'],
  towards: RecordedLink['towards'],
): RecordedLink {
  const chips = chipsOf(dissect(frame.bytes, frame.linkType, allProtocols))
  const bytes = fieldValue(chips, 'data.len')
  const sentence =
    towards === 'server'
      ? `The laptop sends ${bytes} bytes to the server. The packet is addressed to the server, the frame around it only to the next machine: the home router.`
      : `The answer comes back to the home router’s address, ${fieldValue(chips, 'ip.dst')}. It says “${fieldValue(chips, 'data.data')}”: the address and port that the server saw. It knows of no other.`
  return { wire, towards, chips: shownOf(chips), was: {}, sentence }
}

function second(
  before: CapturedFrame,
  after: CapturedFrame,
  wire: RecordedLink['wire'],
  towards: RecordedLink['towards'],
): RecordedLink {
  const old = chipsOf(dissect(before.bytes, before.linkType, allProtocols))
  const chips = chipsOf(dissect(after.bytes, after.linkType, allProtocols))
  for (const name of ['tcp.seq', 'data.data'])
    if (fieldValue(old, name) !== fieldValue(chips, name))
      throw new Error(`two-links: ${name} differs, so these are two messages`)
  const was = Object.fromEntries(
    fieldsOf(old)
      .filter(({ name, value }) => fieldValue(chips, name) !== value)
      .map((field) => [field.name, shorten(field)]),
  )
  const sentence = describeHop(
    {
      link: 'eth.dst' in was,
      ttl: 'ip.ttl' in was,
      source: 'ip.src' in was,
      destination: 'ip.dst' in was,
      ports: 'tcp.srcport' in was,
    },
    Number(fieldValue(chips, 'data.len')),
  )
  return { wire, towards, chips: shownOf(chips), was, sentence }
}

const SHOWN = ['eth.dst', 'eth.src', 'ip.src', 'ip.dst', 'ip.ttl', 'tcp.srcport', 'data.data']

/** What is drawn: addresses, TTL, ports and the message. */
function shownOf(chips: readonly Chip[]): readonly Chip[] {
  return chips.map((chip) => ({
    ...chip,
    fields: chip.fields
      .filter(({ name }) => SHOWN.includes(name))
      .map((field) => ({ ...field, value: shorten(field) })),
  }))
}

/** A MAC address by its last two bytes: enough to tell machines apart, and the drawing stays on one row. */
function shorten({ name, value }: Pick<ChipField, 'name' | 'value'>): string {
  return name.startsWith('eth.') ? `…${value.slice(-5)}` : value
}

function fieldsOf(chips: readonly Chip[]): readonly ChipField[] {
  return chips.flatMap(({ fields }) => fields)
}

function fieldValue(chips: readonly Chip[], name: string): string {
  const field = fieldsOf(chips).find((each) => each.name === name)
  if (!field) throw new Error(`two-links: the frame has no ${name}`)
  return field.value
}
