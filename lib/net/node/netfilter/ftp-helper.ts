import { readU32 } from '../../bytes/integers'
import type { Because } from '../because'
import type { PacketTrack } from '../netfilter-port'
import type { Connection, Conntrack } from './connection'
import { expectConnection, isPortExpected } from './expectation'
import { type FtpEndpoint, findFtpEndpoint, writeFtpEndpoint } from './ftp-command'
import { formatEndpoint } from './nat-tuple'
import type { PacketView } from './packet-view'
import { replacePayload } from './replace-payload'
import { moveBy, noOffset } from './sequence-offset'
import { TCP } from './tuple'

/** struct nf_ct_ftp_master: after which sequence numbers a line ended, the last two of each direction. */
export type FtpTrack = { readonly lineEnds: readonly [number[], number[]] }

export function newFtpTrack(): FtpTrack {
  return { lineEnds: [[], []] }
}

const EXPECTATION_US = 300_000_000

/**
 * nf_conntrack_ftp and nf_nat_ftp for one segment of a control connection that the helper was assigned to. A line that
 * names an endpoint makes the expectation of one connection from the other end; of a translated connection the line is
 * rewritten too. False: the line is cut or wrong, and the segment must be dropped.
 */
export function followFtp(
  conntrack: Conntrack,
  connection: Connection,
  view: PacketView,
  track: PacketTrack,
  chance: { readonly now: number; readonly random: () => number },
  because: Because[],
): boolean {
  const { ftp } = connection
  if (!ftp || track.ctState !== 'ESTABLISHED') return true
  const { bytes, transport } = view
  const start = transport + (bytes[transport + 12] >>> 4) * 4
  const text = latin1(bytes.subarray(start, view.length))
  if (text === '') return true
  const sequence = readU32(bytes, transport + 4)
  const next = (sequence + text.length) >>> 0
  const ends = ftp.lineEnds[track.direction === 'reply' ? 1 : 0]
  // only a segment right after the end of a line is read: the first line of a connection never is
  if (ends.includes(sequence)) {
    const found = findFtpEndpoint(text, track.direction, connection.family)
    if (found === 'partial') {
      because.push({ key: 'conntrack.ftp-partial', layer: 7, data: { line: lineOf(text) } })
      return false
    }
    if (found && !announce(conntrack, connection, view, track, start, found, chance, because)) return false
  }
  if (text.endsWith('\n')) rememberLineEnd(ends, next)
  return true
}

function announce(
  conntrack: Conntrack,
  connection: Connection,
  view: PacketView,
  track: PacketTrack,
  start: number,
  found: FtpEndpoint,
  chance: { readonly now: number; readonly random: () => number },
  because: Because[],
): boolean {
  const { direction } = track
  const [own, opposite] =
    direction === 'original'
      ? [connection.original, connection.reply]
      : [connection.reply, connection.original]
  // loose = 0: a line may not open the way to a third machine (the FTP bounce attack, RFC 2577)
  if (found.address !== null && found.address !== own.source) {
    because.push({
      key: 'conntrack.ftp-foreign',
      layer: 7,
      data: { endpoint: endpointOf(found, own.source) },
    })
    return true
  }
  const translated = connection.sourceNat || connection.destinationNat
  const port = translated ? choosePort(conntrack, connection, opposite, found.port, chance) : found.port
  expectConnection(conntrack, {
    master: connection.id,
    family: connection.family,
    protocol: TCP,
    source: opposite.source,
    destination: opposite.destination,
    sport: null,
    dport: port,
    expiresAt: chance.now + EXPECTATION_US,
    follow: translated
      ? { direction: direction === 'original' ? 'reply' : 'original', port: found.port }
      : null,
  })
  const to = formatEndpoint(opposite.destination, port, TCP)
  because.push({ key: 'conntrack.ftp-expects', layer: 7, data: { form: found.form, to } })
  if (!translated) return true
  const sequence = readU32(view.bytes, view.transport + 4)
  const text = writeFtpEndpoint(found.form, opposite.destination, port)
  const was = latin1(view.bytes.subarray(start + found.offset, start + found.offset + found.length))
  replacePayload(view, start + found.offset, found.length, text)
  const change = text.length - found.length
  if (text !== was)
    because.push({
      key: 'nat.ftp-rewritten',
      layer: 7,
      data: { form: found.form, from: was, to: text, change },
    })
  if (change !== 0 && connection.tcp) {
    connection.tcp.offsets ??= [noOffset(), noOffset()]
    moveBy(connection.tcp.offsets[direction === 'reply' ? 1 : 0], sequence, change)
  }
  return true
}

function endpointOf({ address, port }: FtpEndpoint, otherwise: Connection['original']['source']): string {
  return formatEndpoint(address ?? otherwise, port, TCP)
}

/** nf_nat_exp_find_port: the port that the line names, while no other connection is expected there; else one by chance. */
function choosePort(
  conntrack: Conntrack,
  connection: Connection,
  to: Connection['original'],
  port: number,
  { random }: { readonly random: () => number },
): number {
  let chosen = port
  for (let attempt = 0; attempt < 128; attempt++) {
    if (!isPortExpected(conntrack, connection.id, to, chosen)) return chosen
    chosen = 1024 + Math.floor(random() * (65536 - 1024))
  }
  return chosen
}

/** NUM_SEQ_TO_REMEMBER is 2: the older of two goes. */
function rememberLineEnd(ends: number[], sequence: number): void {
  if (ends.includes(sequence)) return
  if (ends.length < 2) ends.push(sequence)
  else ends[((ends[0] - ends[1]) | 0) < 0 ? 0 : 1] = sequence
}

function lineOf(text: string): string {
  return text.replace(/[\r\n]+$/, '')
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
