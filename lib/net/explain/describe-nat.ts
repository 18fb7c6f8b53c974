import type { Act } from '../nat-lab/act'
import type { Moment, Passage, Reason } from '../nat-lab/moment'
import { destinationText, kindText, type PacketFacts, readFacts, sourceText } from '../nat-lab/packet-facts'
import { ownerOf, type World } from '../nat-lab/places'
import type { NatSettings } from '../nat-lab/settings'
import { describeSetting } from './describe-nat-setting'
import { countOf } from './quantity'

/** One moment of the NAT lab in one to three sentences: what happened to the packet, and why. */
export function describeMoment(moment: Moment, world: World): string {
  const { passage, act } = moment
  const told = foundText(moment.found, act, world)
  if (!passage) return [actText(moment, world), told].filter((text) => text !== '').join(' ')
  const before = readFacts(passage.before)
  if (!before) throw new Error('a passage of the NAT lab holds no IPv4 packet')
  const after = passage.after && readFacts(passage.after)
  const body = passage.nat ? atNat(passage, before, after, moment, world) : withoutNat(passage, before, world)
  return [body, endText(passage, before, world), told].filter((text) => text !== '').join(' ')
}

function has({ reasons }: Passage, because: string): boolean {
  return reasons.some((reason) => reason.because === because)
}

function dataOf({ reasons }: Passage, because: string): Reason['data'] | null {
  return reasons.find((reason) => reason.because === because)?.data ?? null
}

/** A helper has read an endpoint in the text, and waits for a connection to it. */
function helperText(passage: Passage, after: PacketFacts, nat: string, to: unknown): string {
  const rewritten = dataOf(passage, 'nat.ftp-rewritten')
  const wrote = rewritten
    ? `puts its outside address in: “${after.text}” leaves, ${countOf(Math.abs(Number(rewritten.change)), 'byte')} ${Number(rewritten.change) < 0 ? 'shorter' : 'longer'}, so the numbers of all that follows are moved too`
    : 'leaves it as it is'
  return `The FTP helper of ${nat} reads the line and ${wrote}. It expects one connection to ${to}.`
}

function withoutNat(passage: Passage, before: PacketFacts, world: World): string {
  const sender = titleOf(world, passage.path[0])
  const opening = `${capital(sender)} sends ${kindText(before)} to ${destinationText(before)}.`
  if (has(passage, 'route.none'))
    return `${opening} No router of the internet has a route to ${before.destination}, a private address: the packet goes nowhere.`
  if (passage.fate === 'dropped') return `${opening} It is dropped on the way.`
  return `${opening} No NAT is on the way.`
}

function atNat(
  passage: Passage,
  before: PacketFacts,
  after: PacketFacts | null,
  moment: Moment,
  world: World,
): string {
  const nat = titleOf(world, passage.nat ?? '')
  const opening = `${capital(senderText(before, passage, world))} sends ${whatText(before)} to ${destinationText(before)}.`
  if (!after) return `${opening} ${stoppedText(passage, before, nat, moment, world)}`
  if (before.quoted && after.quoted) return errorText(before, after, nat)
  const expects = dataOf(passage, 'conntrack.ftp-expects')
  if (expects) return `${opening} ${helperText(passage, after, nat, expects.to)}`
  if (has(passage, 'conntrack.expected'))
    return `${opening} The helper expects this connection, so it is RELATED: ${nat} lets it in, and the destination becomes ${destinationText(after)}.`
  const source = sourceText(before) !== sourceText(after)
  const destination = destinationText(before) !== destinationText(after)
  if (has(passage, 'nat.bound')) {
    const { ports } = moment.settings[passage.nat ?? '']
    return `${opening} ${boundText(passage, before, after, nat, ports)}`
  }
  if (source && destination)
    return `${opening} ${capital(nat)} has rows for both ends: it arrives as ${sourceText(after)} > ${destinationText(after)}.`
  if (source) return `${opening} ${capital(nat)} has a row for it: the source becomes ${sourceText(after)}.`
  if (destination)
    return `${opening} ${capital(nat)} finds the row of ${destinationText(before)}: the destination becomes ${destinationText(after)}.`
  if (before.identifier !== after.identifier)
    return `${opening} ${capital(nat)} puts identifier ${after.identifier} in place of ${before.identifier}.`
  return `${opening} ${untouchedText(before, nat)}`
}

/** A first packet: the rows are written. */
function boundText(
  passage: Passage,
  before: PacketFacts,
  after: PacketFacts,
  nat: string,
  ports: NatSettings['ports'],
): string {
  const bound = passage.reasons.filter(({ because }) => because === 'nat.bound')
  const destination = destinationText(before) !== destinationText(after)
  const source = sourceText(before) !== sourceText(after)
  const remapped = passage.reasons.find(({ because }) => because === 'nat.port-remapped')
  if (source && destination)
    return `${capital(nat)} turns it back inside: the port forward makes the destination ${destinationText(after)}, and the source becomes ${sourceText(after)}, so that the answer comes back this way.`
  if (destination && bound.length > 0)
    return `The port forward covers ${destinationText(before)}: ${nat} writes a row and the destination becomes ${destinationText(after)}.`
  const writes = `${capital(nat)} writes a row: ${sourceText(before)} is ${sourceText(after)} outside.`
  if (before.protocol === 'icmp')
    return `${capital(nat)} writes a row: ${before.source} with identifier ${before.identifier} is ${after.source} with identifier ${after.identifier} outside. ICMP has no ports, the identifier takes their place.`
  if (remapped && ports === 'preserve')
    return `Port ${before.sport} of its outside address is taken, so ${nat} picks a free one. ${writes}`
  const changed = before.sport === after.sport ? 'Address' : 'Address, port'
  return `${writes} ${changed} and TTL change, so the IP and ${before.protocol.toUpperCase()} checksums are computed anew.`
}

function untouchedText(before: PacketFacts, nat: string): string {
  if (isPrivate(before.destination))
    return `It is addressed to the inside host itself, so there is nothing to translate, and nothing filters: ${nat} forwards it as any router would.`
  return isPrivate(before.source)
    ? `No rule translates it: it leaves ${nat} with its private source.`
    : `${capital(nat)} passes it on and changes no address.`
}

function errorText(before: PacketFacts, after: PacketFacts, nat: string): string {
  const quoted = before.quoted as PacketFacts
  const restored = after.quoted as PacketFacts
  return `${capital(kindText(before))} comes from ${before.source} about ${sourceText(quoted)} > ${destinationText(quoted)}. ${capital(nat)} looks up the packet that it quotes, and translates twice: the receiver to ${after.destination}, and inside the quote the source back to ${sourceText(restored)}.`
}

/** It came to the NAT and went no further. */
function stoppedText(
  passage: Passage,
  before: PacketFacts,
  nat: string,
  moment: Moment,
  world: World,
): string {
  if (has(passage, 'conntrack.clash'))
    return `Every port that ${nat} may use is taken: no row can be written, and the packet is dropped.`
  if (has(passage, 'ipv4.forwarding-off'))
    return `ip_forward is 0: ${nat} is no router any more, and the packet is dropped in silence.`
  if (has(passage, 'ipv4.ttl-exceeded'))
    return `The TTL is used up at ${nat}: it drops the packet and tells the sender.`
  if (passage.fate === 'taken') return takenText(passage, before, nat)
  const rows = moment.tables[passage.nat ?? '']?.rows ?? []
  const mapped = rows.find((row) => row.outside === destinationText(before) && row.remote !== 'any')
  if (mapped)
    return `The row of ${mapped.outside} is for ${mapped.remote} only, and ${sourceText(before)} is somebody else: no row fits, and ${nat} drops it.`
  if (ownerOf(world, before.destination) === null || !isOutside(world, before.destination))
    return `No rule lets it in: ${nat} drops it.`
  return `No row and no port forward covers ${destinationText(before)}: ${nat} does not know whom inside it could be for, and its filter drops it.`
}

function takenText(passage: Passage, before: PacketFacts, nat: string): string {
  const none = `No row covers it, so it is for ${nat} itself.`
  if (has(passage, 'tcp.no-socket'))
    return `${none} Nothing listens there at port ${before.dport}: it answers with a RST.`
  if (has(passage, 'udp.no-socket'))
    return `${none} Nothing listens there at port ${before.dport}: it answers with ICMP “port unreachable”.`
  return none
}

function endText(passage: Passage, before: PacketFacts, world: World): string {
  const receiver = passage.path.at(-1) ?? ''
  if (!passage.after && passage.nat) return ''
  const name = capital(titleOf(world, receiver))
  if (passage.nat && has(passage, 'route.none'))
    return `No router of the internet has a route to ${before.destination}: it goes nowhere.`
  if (has(passage, 'ipv4.ttl-exceeded') && passage.nat !== receiver)
    return `${name} finds the TTL used up: it drops the packet and tells its sender.`
  if (has(passage, 'tcp.no-socket') || has(passage, 'tcp.unasked-answer'))
    return before.flags === 'SYN'
      ? `Nothing listens there: ${titleOf(world, receiver)} answers with a RST.`
      : `${name} knows no connection with ${sourceText(readFacts(passage.after ?? passage.before) ?? before)}: it answers with a RST.`
  if (has(passage, 'udp.no-socket')) return `${name} has no program at that port, and will say so.`
  return ''
}

function actText(moment: Moment, world: World): string {
  const { act, gone } = moment
  switch (act.do) {
    case 'wait':
      if (act.seconds === 0) return 'Nothing has been sent yet, and the table is empty.'
      return `${capital(duration(act.seconds))} pass without a packet.${goneText(gone.length)}`
    case 'set':
      return `${describeSetting(act.change, titleOf(world, act.nat))}${goneText(gone.length)}`
    case 'flush':
      return `${capital(titleOf(world, act.nat))} restarts and forgets its table.${goneText(gone.length)}`
    default:
      return ''
  }
}

function goneText(count: number): string {
  if (count === 0) return ''
  return count === 1 ? ' One row is gone.' : ` ${count} rows are gone.`
}

/** What the act as a whole found out, said after its last packet. */
function foundText(found: Moment['found'], act: Act, world: World): string {
  if (act.do === 'stun' && found.mapped)
    return found.mapped === 'none'
      ? 'No answer came from the STUN server.'
      : `${capital(titleOf(world, act.from))} now knows: from outside I am ${found.mapped}.`
  if (act.do === 'punch') {
    if (found.error)
      return `${capital(titleOf(world, act.to))} has not asked the STUN server yet: there is no address to send to.`
    if (found.arrived === 'yes')
      return `The way from ${titleOf(world, act.from)} to ${titleOf(world, act.to)} is open.`
    if (found.arrived === 'no')
      return `But on its way out it opened a row at its own NAT, for what comes from ${found.to}.`
  }
  if (act.do === 'ftp' && found.result)
    return found.result === 'transferred' ? 'The data connection stands.' : 'There is no data connection.'
  if (found.result === 'timeout') return 'No answer comes: the program gives up.'
  if (found.result === 'EADDRINUSE' || found.error === 'EADDRINUSE')
    return 'That port is in use on this host: choose another source port.'
  if (found.result === 'refused') return 'The program reports: connection refused.'
  return ''
}

/** With the line of text that it carries, when that is what matters: an address in the payload. */
function whatText(packet: PacketFacts): string {
  const said = packet.protocol === 'tcp' && packet.text !== '' ? `, “${packet.text}”,` : ''
  return `${kindText(packet)}${said}`
}

/** Who sent the packet, as far as the NAT can know: an address of a host, or of another NAT. */
function senderText(before: PacketFacts, passage: Passage, world: World): string {
  const owner = ownerOf(world, before.source)
  return owner ? owner.title : titleOf(world, passage.path[0])
}

function titleOf(world: World, name: string): string {
  if (name === 'isp') return 'a router of the internet'
  const place = world.hosts.find((host) => host.name === name) ?? world.nats.find((nat) => nat.name === name)
  return place?.title ?? name
}

function isOutside(world: World, address: string): boolean {
  return world.nats.some((nat) => nat.outside === address)
}

function isPrivate(address: string): boolean {
  return address.startsWith('192.168.') || address.startsWith('10.')
}

/** "30 seconds", "2 minutes", "5 days". */
export function duration(seconds: number): string {
  for (const [unit, length] of UNITS) {
    if (seconds >= length && seconds % length === 0) {
      const count = seconds / length
      return `${count} ${unit}${count === 1 ? '' : 's'}`
    }
  }
  return `${seconds} seconds`
}

const UNITS = [
  ['day', 86400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
