import { act, closing, connecting, exchange } from './program'
import type { Situation, SituationName } from './situation'

/** Bytes of every segment that the timestamps option takes from its payload (RFC 7323, section 3.2). */
const TIMESTAMPS = 12

const LISTENING = { listens: true, backlog: 8, refuses: null, waiting: 0 } as const

/** The situations that the stepper runs, in the order of its list. */
export const situations: readonly Situation[] = [
  {
    name: 'open',
    title: 'Open, ask, answer, close',
    ask: 'Which end is in ESTABLISHED first, and by how much?',
    settings: {},
    server: LISTENING,
    program: (settings) => [...connecting, ...exchange(100, 300, settings)],
  },
  {
    name: 'syn-lost',
    title: 'The SYN is lost',
    ask: 'The first SYN never arrives. Who notices, and when?',
    settings: { lost: [1], closes: 'nobody' },
    server: LISTENING,
    program: (settings) => [...connecting, ...closing(0, 0, settings)],
  },
  {
    name: 'syn-ack-lost',
    title: 'The SYN-ACK is lost',
    ask: 'The SYN-ACK is lost. Who sends again, and after how long?',
    settings: { lost: [2], closes: 'nobody' },
    server: LISTENING,
    program: (settings) => [...connecting, ...closing(0, 0, settings)],
  },
  {
    name: 'ack-lost',
    title: 'The third segment, the ACK, is lost',
    ask: 'The ACK is lost and the client sends data. Does the server have to wait for a repetition?',
    settings: { lost: [3], closes: 'nobody' },
    server: LISTENING,
    program: (settings) => [...connecting, ...exchange(100, 0, settings)],
  },
  {
    name: 'refused',
    title: 'Refused: nothing listens there',
    ask: 'Nothing listens on the port. How long does the client wait to learn that?',
    settings: { closes: 'nobody' },
    server: { ...LISTENING, listens: false },
    program: () => [act(0, 'start', { call: 'connect' }, 0)],
  },
  {
    name: 'filtered',
    title: 'Filtered: a firewall drops the SYN',
    ask: 'A firewall drops every SYN. When does connect() give up?',
    settings: { closes: 'nobody' },
    server: { ...LISTENING, refuses: 'DROP' },
    program: () => [act(0, 'start', { call: 'connect' }, 0)],
  },
  {
    name: 'rejected',
    title: 'Rejected: a firewall answers with ICMP',
    ask: 'A firewall rejects with an ICMP message. What does the client do with it?',
    settings: { closes: 'nobody' },
    server: { ...LISTENING, refuses: 'REJECT' },
    program: () => [act(0, 'start', { call: 'connect' }, 0)],
  },
  {
    name: 'simultaneous-open',
    title: 'Simultaneous open',
    ask: 'Both ends call connect() at the same moment. How many segments does that take?',
    settings: { closes: 'nobody' },
    server: { ...LISTENING, listens: false },
    program: (settings) => [
      act(0, 'start', { call: 'connect' }, 0),
      act(1, 'start', { call: 'connect' }, 0),
      ...closing(0, 0, settings),
    ],
  },
  {
    name: 'data-timeout',
    title: 'Data is lost: the timeout',
    ask: 'The only data segment is lost. What makes the client send it again?',
    settings: { lost: [4], closes: 'nobody' },
    server: LISTENING,
    program: (settings) => [...connecting, ...exchange(100, 0, settings)],
  },
  {
    name: 'fast-retransmit',
    title: 'Data is lost: fast retransmit',
    ask: 'One of eight segments is lost. How does the sender learn it long before its timer?',
    settings: { lost: [5], closes: 'nobody' },
    server: LISTENING,
    program: (settings) => [...connecting, ...exchange(8 * (settings.mss - TIMESTAMPS), 0, settings)],
  },
  {
    name: 'half-close',
    title: 'Half-close',
    ask: 'The client has said FIN. May the server go on sending?',
    settings: { closes: 'nobody' },
    server: LISTENING,
    program: () => [
      ...connecting,
      act(0, 'connected', { call: 'write', bytes: 100 }),
      act(0, 'connected', { call: 'shutdown' }, 3_000),
      act(1, 'end-of-file', { call: 'write', bytes: 600 }),
      act(1, 'end-of-file', { call: 'close' }, 100_000),
      act(0, 'end-of-file', { call: 'close' }),
    ],
  },
  {
    name: 'simultaneous-close',
    title: 'Simultaneous close',
    ask: 'Both ends call close() at the same moment. Through which state do both go that no other close has?',
    settings: { closes: 'both' },
    server: LISTENING,
    program: (settings) => [...connecting, ...exchange(100, 300, settings)],
  },
  {
    name: 'reset',
    title: 'Reset: the client breaks off',
    ask: 'The client breaks off with RST. Which end waits in TIME-WAIT?',
    settings: { closes: 'nobody' },
    server: LISTENING,
    program: () => [
      ...connecting,
      act(0, 'connected', { call: 'write', bytes: 100 }),
      act(1, { received: 100 }, { call: 'write', bytes: 300 }),
      act(0, { received: 300 }, { call: 'abort' }),
    ],
  },
  {
    name: 'time-wait',
    title: 'TIME-WAIT: the last ACK is lost',
    ask: 'The very last ACK is lost. Who answers when the server sends its FIN again?',
    settings: { lost: [6] },
    server: LISTENING,
    program: (settings) => [...connecting, ...closing(0, 0, settings)],
  },
  {
    name: 'backlog-full',
    title: 'The backlog is full',
    ask: 'Nobody has accepted the connection before this one, and the backlog is 0. What becomes of the next SYN?',
    settings: { closes: 'nobody' },
    server: { ...LISTENING, backlog: 0, waiting: 1 },
    program: () => [
      act(0, 'start', { call: 'connect' }, 0),
      act(1, 'start', { call: 'accept' }, 1_500_000),
      act(1, 'start', { call: 'accept' }, 1_500_000),
    ],
  },
]

/** Throws on a name that no situation has: that is a fault of a lesson, not of the reader. */
export function situationNamed(name: SituationName): Situation {
  const found = situations.find((situation) => situation.name === name)
  if (!found)
    throw new Error(
      `there is no situation ${name}: known are ${situations.map(({ name }) => name).join(', ')}`,
    )
  return found
}
