import type { Chip, ChipField } from '@/components/packet/chips'
import { type PacketFacts, readFacts } from '@/lib/net/nat-lab/packet-facts'

/** A packet as the simulator draws it: addresses, TTL, ports and checksums, and what an ICMP error quotes. Named as Wireshark names fields. */
export function natChips(frame: Uint8Array): readonly Chip[] {
  const facts = readFacts(frame)
  return facts ? chipsOf(facts, '') : []
}

/** Names of fields that have another value after the NAT. */
export function changedNames(before: readonly Chip[], after: readonly Chip[]): readonly string[] {
  const was = new Map(before.flatMap(({ fields }) => fields).map(({ name, value }) => [name, value]))
  return after
    .flatMap(({ fields }) => fields)
    .filter(({ name, value }) => was.has(name) && was.get(name) !== value)
    .map(({ name }) => name)
}

/** `inner` marks the fields of a quoted packet. */
function chipsOf(facts: PacketFacts, inner: string): Chip[] {
  const ip: Chip = {
    protocol: `ip${inner}`,
    title: inner ? 'IPv4, quoted' : 'IPv4',
    layer: 3,
    fields: [
      field(`ip.src${inner}`, 'from', facts.source),
      field(`ip.dst${inner}`, 'to', facts.destination),
      field(`ip.ttl${inner}`, 'TTL', String(facts.ttl)),
      field(`ip.checksum${inner}`, 'checksum', hex(facts.headerChecksum)),
    ],
  }
  const above = facts.protocol === 'icmp' ? icmpChip(facts, inner) : portsChip(facts, inner)
  return [ip, above, ...(facts.quoted ? chipsOf(facts.quoted, '.quoted') : [])]
}

function portsChip(facts: PacketFacts, inner: string): Chip {
  const { protocol, sport, dport, flags, checksum } = facts
  const name = protocol.toUpperCase()
  return {
    protocol: `${protocol}${inner}`,
    title: inner ? `${name}, quoted` : name,
    layer: 4,
    fields: [
      field(`${protocol}.srcport${inner}`, 'from', String(sport)),
      field(`${protocol}.dstport${inner}`, 'to', String(dport)),
      ...(flags && !inner ? [field('tcp.flags', 'flags', flags)] : []),
      ...(inner && checksum === 0 ? [] : [field(`${protocol}.checksum${inner}`, 'checksum', hex(checksum))]),
    ],
  }
}

function icmpChip({ icmp, identifier, checksum }: PacketFacts, inner: string): Chip {
  return {
    protocol: `icmp${inner}`,
    title: 'ICMP',
    layer: 3,
    fields: [
      field(`icmp.type${inner}`, 'type', String(icmp)),
      ...(identifier === null ? [] : [field(`icmp.ident${inner}`, 'id', String(identifier))]),
      field(`icmp.checksum${inner}`, 'checksum', hex(checksum)),
    ],
  }
}

function field(name: string, label: string, value: string): ChipField {
  return { name, label, value }
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`
}
