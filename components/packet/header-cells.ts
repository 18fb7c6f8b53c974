import type { FieldText, FieldTexts } from '@/lib/net/explain/field-text'
import { flagNames } from '@/lib/net/explain/flag-names'
import type { Layer } from '@/lib/net/wire/dissect'
import type { Field } from '@/lib/net/wire/field'

/** One field of a header as its table shows it. Bits count from the header's first bit, bytes from the frame's first byte. */
export type HeaderCell = {
  readonly name: string
  readonly text: FieldText
  readonly bit: number
  readonly bits: number
  readonly offset: number
  readonly length: number
  readonly hex: string
  /** decoded, as short as a cell needs it */
  readonly value: string
}

/** Tells apart fields of the same name, such as two NOP options. */
export function cellKey(cell: HeaderCell): string {
  return `${cell.name}@${cell.offset}`
}

/** The fields of a layer that have a text, in wire order, each once. `texts` may be asked by name. */
export function headerCells(
  layer: Layer,
  texts: FieldTexts | ((name: string) => FieldText | null),
): readonly HeaderCell[] {
  const seen = new Set<string>()
  const cells: HeaderCell[] = []
  const textOf = typeof texts === 'function' ? texts : (name: string) => texts[name]
  for (const field of layer.fields) {
    const text = textOf(field.name)
    const key = `${field.name}@${field.offset}`
    const inHeader = field.length > 0 && field.offset + field.length <= layer.offset + layer.length
    if (!text || !inHeader || seen.has(key)) continue
    seen.add(key)
    cells.push(cellOf(field, text, layer))
  }
  return cells.sort((a, b) => a.bit - b.bit || b.bits - a.bits)
}

function cellOf(field: Field, text: FieldText, layer: Layer): HeaderCell {
  const start = (field.offset - layer.offset) * 8
  const bit = text.place?.bit ?? start + (field.bit ?? 0)
  const bits = text.place?.bits ?? field.bits ?? field.length * 8
  const offset = layer.offset + Math.floor(bit / 8)
  const length = Math.ceil((bit + bits) / 8) - Math.floor(bit / 8)
  return {
    name: field.name,
    text,
    bit,
    bits,
    offset,
    length,
    hex: hexOf(layer.bytes, layer.offset * 8 + bit, bits),
    value: decodedValue(field, layer),
  }
}

/** Whole bytes as pairs, fewer bits than a byte as one digit for each nibble begun. */
function hexOf(bytes: Uint8Array, bit: number, bits: number): string {
  if (bit % 8 === 0 && bits % 8 === 0)
    return Array.from(bytes.subarray(bit / 8, (bit + bits) / 8), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join(' ')
  let value = 0
  for (let index = bit; index < bit + bits; index++)
    value = value * 2 + ((bytes[index >> 3] >> (7 - (index & 7))) & 1)
  return value.toString(16).padStart(Math.ceil(bits / 4), '0')
}

/** Wireshark's checksum status: 0 bad, 1 good, 2 not verified. */
const CHECKSUM_STATUS: Readonly<Record<string, string>> = { 0: 'wrong', 1: 'right' }
const ETHERTYPES: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  34525: 'IPv6',
  33024: 'VLAN tag',
}

/** Which part of an option is its value, and what to write around it. */
const OPTION_VALUES: Readonly<Record<string, (part: (name: string) => string) => string>> = {
  'tcp.options.mss': (part) => `${part('tcp.options.mss_val')} B`,
  'tcp.options.wscale': (part) => `× ${part('tcp.options.wscale.multiplier')}`,
  'tcp.options.timestamp': (part) =>
    `${part('tcp.options.timestamp.tsval')}, echo ${part('tcp.options.timestamp.tsecr')}`,
  'tcp.options.sack': (part) => `${part('tcp.options.sack_le')} to ${part('tcp.options.sack_re')}`,
  'tcp.options.sack_perm': () => 'yes',
  'tcp.options.nop': () => '',
  'tcp.options.eol': () => '',
}

function decodedValue(field: Field, layer: Layer): string {
  const option = OPTION_VALUES[field.name]
  if (option) return option((name) => partOf(field, layer, name))
  switch (field.name) {
    case 'tcp.flags':
      return flagNames(Number(field.raw) & 0xff)
    case 'tcp.hdr_len':
    case 'ip.hdr_len':
      return `${field.value} B`
    case 'ip.flags':
      return ipFlags(Number(field.raw))
    case 'ip.checksum':
    case 'tcp.checksum':
    case 'udp.checksum':
    case 'icmp.checksum':
      return CHECKSUM_STATUS[partOf(field, layer, `${field.name}.status`)] ?? ''
    case 'arp.opcode':
      return field.value === '1' ? 'request' : 'reply'
    case 'eth.type':
    case 'arp.proto.type':
      return ETHERTYPES[Number(field.raw)] ?? ''
    case 'ip.id':
    case 'ip.dsfield':
    case 'tcp.flags.res':
      return ''
    default:
      return field.value
  }
}

/** The value of a field that lies inside another one. */
function partOf(whole: Field, layer: Layer, name: string): string {
  const inside = layer.fields.find(
    (field) =>
      field.name === name && field.offset >= whole.offset && field.offset < whole.offset + whole.length,
  )
  return inside?.value ?? ''
}

function ipFlags(flags: number): string {
  return [flags & 2 ? 'DF' : '', flags & 1 ? 'MF' : ''].filter(Boolean).join(', ') || 'none'
}
