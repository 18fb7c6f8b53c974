import { familyOf } from '../node/address'
import type { Errno } from '../node/errno'
import { endpointText, isAny, type Socket } from '../node/socket'
import type { LookupTry } from '../node/socket-lookup'
import type { Done } from './lab'
import type { TryRow } from './moment'
import type { SendFacts } from './send'
import { machines } from './world'

/** One place of the search: what was asked for, and what was there. */
export function tryRow({ place, found }: LookupTry, facts: SendFacts): TryRow {
  const { own, remote } = facts
  const udp = facts.act.do === 'datagram'
  if (place === 'connection')
    return {
      asks: `${udp ? 'A socket of' : 'A connection of'} ${endpointText(remote)} ${udp ? 'connected to' : 'with'} ${endpointText(own)}`,
      finds: found ? stateText(found) : null,
    }
  const what = udp ? 'A socket bound to' : 'A listener bound to'
  if (place === 'address')
    return { asks: `${what} ${endpointText(remote)}`, finds: found ? 'there it is' : null }
  return {
    asks: `${what} any address, port ${remote.port}`,
    finds: found ? `the one at ${endpointText(found.local)}${dualText(found, facts)}` : null,
  }
}

function stateText(socket: Socket): string {
  if (socket.kind !== 'tcp' || !socket.tcb) return 'there it is'
  return `there it is, ${socket.tcb.state.toUpperCase()}`
}

function dualText({ family }: Socket, { remote }: SendFacts): string {
  return family === familyOf(remote.address) ? '' : ', which takes IPv4 too'
}

/** The result of a packet in a word, and one to three sentences on it. */
export function answerText(
  facts: SendFacts,
  taker: Socket | null,
): Pick<Done, 'result' | 'outcome' | 'sentence'> {
  const { act, own, remote } = facts
  const who = titleOf(act.from)
  const opening = `${OPENINGS[act.do](who)} ${endpointText(own)} to ${endpointText(remote)}.${loopbackText(facts)}`
  if (!taker) {
    const icmp = familyOf(remote.address) === 4 ? 'ICMP “port unreachable”' : 'ICMPv6 “port unreachable”'
    const udp = act.do === 'datagram'
    const answer = udp ? icmp : 'RST'
    const none = udp ? 'No socket has this port' : NOBODY
    const tail = act.do === 'segment' ? '' : `, and the sender’s program gets “Connection refused”`
    return {
      result: answer,
      outcome: 'refused',
      sentence: `${opening} ${none}${onlyText(facts)}: the kernel answers with ${answer}${tail}.`,
    }
  }
  const at = endpointText(taker.local)
  if (act.do === 'datagram')
    return {
      result: 'delivered',
      outcome: 'ok',
      sentence: `${opening} The socket at ${at} gets it. The same socket takes datagrams from everybody.`,
    }
  if (taker.kind === 'tcp' && taker.listening) {
    if (act.do === 'segment')
      return {
        result: 'RST',
        outcome: 'refused',
        sentence: `${opening} No connection has these four values. The listener at ${at} is found, but only a SYN opens a connection: the kernel answers with RST.`,
      }
    return {
      result: 'SYN-ACK',
      outcome: 'ok',
      sentence: `${opening} No connection has these four values, so the listener at ${at} gets it. The handshake makes a new socket for this connection, and the listener goes on listening.`,
    }
  }
  return {
    result: 'ACK',
    outcome: 'ok',
    sentence: `${opening} The connection with exactly these four values gets it, and its Recv-Q holds the bytes now. The listener is not asked.`,
  }
}

const OPENINGS: Readonly<Record<SendFacts['act']['do'], (who: string) => string>> = {
  connect: (who) => `${who} calls connect(): a SYN from`,
  segment: (who) => `${who} sends five bytes of TCP data from`,
  datagram: (who) => `${who} sends a datagram from`,
}

const NOBODY = 'No connection has these four values, and no listener fits'

/** A client that says 127.0.0.1 means itself. */
function loopbackText({ act, host, remote }: SendFacts): string {
  if (host === 'web' || act.from === 'web') return ''
  const text = endpointText(remote)
  return ` ${text.slice(0, text.lastIndexOf(':'))} is ${titleOf(act.from)}’s own machine, so the packet never leaves it.`
}

/** A socket at :: that would fit, were it not for IPv6 only. */
function onlyText({ act, receiver, remote }: SendFacts): string {
  const kind = act.do === 'datagram' ? 'udp' : 'tcp'
  const shut = [...receiver.sockets.values()].some(
    (socket) =>
      socket.kind === kind &&
      socket.v6Only &&
      isAny(socket.local.address) &&
      socket.local.port === remote.port,
  )
  return shut && familyOf(remote.address) === 4 ? ' (the one at :: is for IPv6 only)' : ''
}

/** What never left: the sender's own kernel said no. */
export function errorText({ act, own, remote }: SendFacts, errno: Errno, text: string): string {
  const taken =
    errno === 'EADDRNOTAVAIL' || errno === 'EADDRINUSE'
      ? ` It has ${endpointText(own)} to ${endpointText(remote)} in use already, and a second connection with the same four values could not be told from it.`
      : ''
  return `Nothing is sent: ${titleOf(act.from)}’s own kernel refuses with ${errno}, “${text}”.${taken}`
}

function titleOf(name: string): string {
  const title = machines.find((machine) => machine.name === name)?.title ?? name
  return `${title[0].toUpperCase()}${title.slice(1)}`
}
