import type { WireImage } from './read-journey'

export type Machine = 'laptop' | 'router' | 'server'

/** One layer of one machine at work. Byte ranges count from the preamble. */
export type JourneyStep = {
  readonly at: Machine
  readonly layer: 1 | 2 | 3 | 4 | 7
  /** which frame: that of the first link, or that of the second */
  readonly image: 'sent' | 'arrived'
  readonly from: number
  readonly to: number
  /** what the bytes are called here */
  readonly unit: string
  /** name of the field that the step is about */
  readonly focus: string
  readonly sentence: string
}

/** What each layer does on the way down in the laptop, across the router, and up in the server, with the values of the frames. */
export function describeJourney(sent: WireImage, arrived: WireImage): readonly JourneyStep[] {
  const http = rangeOf(sent, 'http')
  const segment = { from: rangeOf(sent, 'tcp').from, to: http.to }
  const packet = { from: rangeOf(sent, 'ip').from, to: http.to }
  const frame = { from: rangeOf(sent, 'eth').from, to: sent.bytes.length }
  const wire = { from: 0, to: sent.bytes.length }
  const size = ({ from, to }: { from: number; to: number }) => to - from
  const headerSize = (protocol: string) => size(rangeOf(sent, protocol))
  const read = (name: string) => textOf(sent, name)
  const readThere = (name: string) => textOf(arrived, name)
  const aroundPacket = size(frame) - size(packet)

  return [
    {
      at: 'laptop',
      layer: 7,
      image: 'sent',
      ...http,
      unit: 'data',
      focus: 'http.line',
      sentence: `The program, curl, writes ${size(http)} bytes of HTTP: a request for the page “/”. It hands them to the layer below and does not ask which wires they will cross.`,
    },
    {
      at: 'laptop',
      layer: 4,
      image: 'sent',
      ...segment,
      unit: 'segment',
      focus: 'tcp.dstport',
      sentence: `TCP puts ${headerSize('tcp')} bytes in front: the ports ${read('tcp.srcport')} and ${read('tcp.dstport')}, and the number of the first byte. What the ${size(http)} bytes mean, it does not know. The result is a segment of ${size(segment)} bytes.`,
    },
    {
      at: 'laptop',
      layer: 3,
      image: 'sent',
      ...packet,
      unit: 'packet',
      focus: 'ip.dst',
      sentence: `IPv4 puts ${headerSize('ip')} bytes in front: from ${read('ip.src')} to ${read('ip.dst')}, TTL ${read('ip.ttl')}. To IP, what it carries is ${size(segment)} bytes for protocol ${read('ip.proto')}. The result is a packet of ${size(packet)} bytes.`,
    },
    {
      at: 'laptop',
      layer: 2,
      image: 'sent',
      ...frame,
      unit: 'frame',
      focus: 'eth.dst',
      sentence: `Ethernet puts ${headerSize('eth')} bytes in front and ${headerSize('fcs')} behind. The address in front, ${read('eth.dst')}, is the router’s: the next machine on this link. The server’s MAC address is nowhere in it. The result is a frame of ${size(frame)} bytes.`,
    },
    {
      at: 'laptop',
      layer: 1,
      image: 'sent',
      ...wire,
      unit: 'bits',
      focus: 'hop.preamble',
      sentence: `The network card sends ${size(wire)} bytes as ${(size(wire) * 8).toLocaleString('en-GB')} bits, of each byte the lowest bit first. ${headerSize('preamble')} bytes of preamble go ahead. How a bit becomes a signal depends on the medium.`,
    },
    {
      at: 'router',
      layer: 2,
      image: 'sent',
      ...frame,
      unit: 'frame',
      focus: 'eth.type',
      sentence: `The router’s card finds its own address in front and works the check sequence out again: it fits. EtherType 0x${hexValue(sent, 'eth.type')} says that IPv4 is inside. Now the ${aroundPacket} bytes of Ethernet have done their work and come off.`,
    },
    {
      at: 'router',
      layer: 3,
      image: 'arrived',
      ...packet,
      unit: 'packet',
      focus: 'ip.ttl',
      sentence: `IP reads ${read('ip.dst')} and picks the link to go on by. It takes one off the TTL, ${read('ip.ttl')} to ${readThere('ip.ttl')}, and works the header checksum out anew. The ${size(segment)} bytes behind stay as they are, unread.`,
    },
    {
      at: 'router',
      layer: 2,
      image: 'arrived',
      ...frame,
      unit: 'frame',
      focus: 'eth.dst',
      sentence: `A new frame for the second link: from ${readThere('eth.src')}, the router’s other side, to ${readThere('eth.dst')}, the server. The check sequence is new too. Inside, the addresses of layer 3 are still the same. The router’s card sends it as bits, again with a preamble.`,
    },
    {
      at: 'server',
      layer: 2,
      image: 'arrived',
      ...frame,
      unit: 'frame',
      focus: 'eth.type',
      sentence: `The server’s card: the address in front is its own, and the check fits. EtherType 0x${hexValue(arrived, 'eth.type')} names IPv4, so the ${aroundPacket} bytes come off and IPv4 gets the rest.`,
    },
    {
      at: 'server',
      layer: 3,
      image: 'arrived',
      ...packet,
      unit: 'packet',
      focus: 'ip.proto',
      sentence: `IP: ${readThere('ip.dst')} is an address of this machine, so the packet has arrived. Protocol ${readThere('ip.proto')} names TCP, so the ${headerSize('ip')} bytes come off and TCP gets the rest.`,
    },
    {
      at: 'server',
      layer: 4,
      image: 'arrived',
      ...segment,
      unit: 'segment',
      focus: 'tcp.dstport',
      sentence: `TCP: the checksum is right, port ${readThere('tcp.dstport')} and the other three numbers lead to a connection, and the sequence number says where in its stream these bytes belong. The ${headerSize('tcp')} bytes come off.`,
    },
    {
      at: 'server',
      layer: 7,
      image: 'arrived',
      ...http,
      unit: 'data',
      focus: 'http.line',
      sentence: `The web server reads the ${size(http)} bytes that curl wrote, not one of them changed. Each layer here has read what the same layer over there wrote.`,
    },
  ]
}

function rangeOf({ headers }: WireImage, protocol: string): { readonly from: number; readonly to: number } {
  const header = headers.find((each) => each.protocol === protocol)
  if (!header) throw new Error(`encapsulation: the frame holds no ${protocol}`)
  return { from: header.from, to: header.to }
}

function cellOf({ headers }: WireImage, name: string) {
  const cell = headers.flatMap(({ cells }) => cells).find((each) => each.name === name)
  if (!cell) throw new Error(`encapsulation: the frame has no ${name}`)
  return cell
}

function textOf(image: WireImage, name: string): string {
  return cellOf(image, name).value
}

function hexValue(image: WireImage, name: string): string {
  return cellOf(image, name).hex.replace(' ', '')
}
