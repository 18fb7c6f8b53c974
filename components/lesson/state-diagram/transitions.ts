/** TCP's eleven states, by RFC 9293's names. */
export type StateName =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT'

/** Where each state's box has its middle, in a drawing of 980 by 670. */
export const states: Readonly<Record<StateName, readonly [x: number, y: number]>> = {
  CLOSED: [472, 34],
  LISTEN: [744, 120],
  'SYN-SENT': [200, 190],
  'SYN-RECEIVED': [744, 240],
  ESTABLISHED: [472, 330],
  'FIN-WAIT-1': [200, 420],
  'FIN-WAIT-2': [200, 530],
  'CLOSE-WAIT': [744, 420],
  CLOSING: [450, 530],
  'LAST-ACK': [744, 530],
  'TIME-WAIT': [200, 640],
}

/** One arrow. `event` is what happens at this end, `sends` what it answers with, `path` how the arrow is drawn. */
export type Transition = {
  readonly from: StateName
  readonly to: StateName
  readonly event: string
  readonly sends: string | null
  /** On the way that most connections take. */
  readonly usual: boolean
  readonly path: string
  readonly label: {
    readonly x: number
    readonly y: number
    readonly anchor?: 'middle' | 'end'
    readonly lines: readonly string[]
  }
}

/**
 * RFC 9293, section 3.3.2, figure 5 with its notes: capitals are calls of the program (OPEN, SEND, CLOSE), `receives` is a segment.
 * Left out, as in the figure: an RST ends any synchronised state.
 */
export const transitions: readonly Transition[] = [
  {
    from: 'CLOSED',
    to: 'SYN-SENT',
    event: 'active OPEN',
    sends: 'SYN',
    usual: true,
    path: 'M402 28H180V173',
    label: { x: 290, y: 22, anchor: 'middle', lines: ['active OPEN, snd SYN'] },
  },
  {
    from: 'CLOSED',
    to: 'LISTEN',
    event: 'passive OPEN',
    sends: null,
    usual: true,
    path: 'M542 28H720V103',
    label: { x: 632, y: 22, anchor: 'middle', lines: ['passive OPEN'] },
  },
  {
    from: 'LISTEN',
    to: 'SYN-RECEIVED',
    event: 'receives SYN',
    sends: 'SYN, ACK',
    usual: true,
    path: 'M744 137V223',
    label: { x: 752, y: 172, lines: ['rcv SYN', 'snd SYN, ACK'] },
  },
  {
    from: 'LISTEN',
    to: 'SYN-SENT',
    event: 'SEND',
    sends: 'SYN',
    usual: false,
    path: 'M690 137V178H270',
    label: { x: 480, y: 172, anchor: 'middle', lines: ['SEND, snd SYN'] },
  },
  {
    from: 'LISTEN',
    to: 'CLOSED',
    event: 'CLOSE',
    sends: null,
    usual: false,
    path: 'M674 120H500V51',
    label: { x: 590, y: 114, anchor: 'middle', lines: ['CLOSE'] },
  },
  {
    from: 'SYN-SENT',
    to: 'ESTABLISHED',
    event: 'receives SYN, ACK',
    sends: 'ACK',
    usual: true,
    path: 'M200 207V330H402',
    label: { x: 192, y: 262, anchor: 'end', lines: ['rcv SYN, ACK', 'snd ACK'] },
  },
  {
    from: 'SYN-SENT',
    to: 'SYN-RECEIVED',
    event: 'receives SYN (both open at once)',
    sends: 'SYN, ACK',
    usual: false,
    path: 'M270 204H600V240H674',
    label: { x: 440, y: 220, anchor: 'middle', lines: ['rcv SYN, snd SYN, ACK'] },
  },
  {
    from: 'SYN-SENT',
    to: 'CLOSED',
    event: 'CLOSE',
    sends: null,
    usual: false,
    path: 'M230 173V92H444V51',
    label: { x: 337, y: 86, anchor: 'middle', lines: ['CLOSE'] },
  },
  {
    from: 'SYN-RECEIVED',
    to: 'ESTABLISHED',
    event: 'receives ACK of its SYN',
    sends: null,
    usual: true,
    path: 'M744 257V330H542',
    label: { x: 734, y: 324, anchor: 'end', lines: ['rcv ACK of SYN'] },
  },
  {
    from: 'SYN-RECEIVED',
    to: 'FIN-WAIT-1',
    event: 'CLOSE',
    sends: 'FIN',
    usual: false,
    path: 'M690 257V288H320V412H270',
    label: { x: 490, y: 282, anchor: 'middle', lines: ['CLOSE, snd FIN'] },
  },
  {
    from: 'SYN-RECEIVED',
    to: 'LISTEN',
    event: 'receives RST, after a passive OPEN',
    sends: null,
    usual: false,
    path: 'M814 240H872V120H814',
    label: { x: 879, y: 184, lines: ['rcv RST'] },
  },
  {
    from: 'ESTABLISHED',
    to: 'FIN-WAIT-1',
    event: 'CLOSE',
    sends: 'FIN',
    usual: true,
    path: 'M440 347V428H270',
    label: { x: 355, y: 445, anchor: 'middle', lines: ['CLOSE, snd FIN'] },
  },
  {
    from: 'ESTABLISHED',
    to: 'CLOSE-WAIT',
    event: 'receives FIN',
    sends: 'ACK',
    usual: true,
    path: 'M504 347V420H674',
    label: { x: 590, y: 414, anchor: 'middle', lines: ['rcv FIN, snd ACK'] },
  },
  {
    from: 'FIN-WAIT-1',
    to: 'FIN-WAIT-2',
    event: 'receives ACK of its FIN',
    sends: null,
    usual: true,
    path: 'M200 437V513',
    label: { x: 192, y: 480, anchor: 'end', lines: ['rcv ACK of FIN'] },
  },
  {
    from: 'FIN-WAIT-1',
    to: 'CLOSING',
    event: 'receives FIN (both close at once)',
    sends: 'ACK',
    usual: false,
    path: 'M250 437V482H450V513',
    label: { x: 352, y: 476, anchor: 'middle', lines: ['rcv FIN, snd ACK'] },
  },
  {
    from: 'FIN-WAIT-1',
    to: 'TIME-WAIT',
    event: 'receives FIN and ACK of its FIN in one segment',
    sends: 'ACK',
    usual: false,
    path: 'M130 420H62V630H130',
    label: { x: 69, y: 576, lines: ['rcv FIN,', 'ACK of FIN', 'snd ACK'] },
  },
  {
    from: 'FIN-WAIT-2',
    to: 'TIME-WAIT',
    event: 'receives FIN',
    sends: 'ACK',
    usual: true,
    path: 'M200 547V623',
    label: { x: 209, y: 590, lines: ['rcv FIN, snd ACK'] },
  },
  {
    from: 'CLOSING',
    to: 'TIME-WAIT',
    event: 'receives ACK of its FIN',
    sends: null,
    usual: false,
    path: 'M450 547V640H270',
    label: { x: 360, y: 634, anchor: 'middle', lines: ['rcv ACK of FIN'] },
  },
  {
    from: 'CLOSE-WAIT',
    to: 'LAST-ACK',
    event: 'CLOSE',
    sends: 'FIN',
    usual: true,
    path: 'M744 437V513',
    label: { x: 753, y: 480, lines: ['CLOSE, snd FIN'] },
  },
  {
    from: 'LAST-ACK',
    to: 'CLOSED',
    event: 'receives ACK of its FIN',
    sends: null,
    usual: true,
    path: 'M814 530H966V8H488V17',
    label: { x: 890, y: 524, anchor: 'middle', lines: ['rcv ACK of FIN'] },
  },
  {
    from: 'TIME-WAIT',
    to: 'CLOSED',
    event: 'twice the maximum segment lifetime has passed',
    sends: null,
    usual: true,
    path: 'M130 650H20V8H456V17',
    label: { x: 28, y: 340, lines: ['2 MSL', 'passed'] },
  },
]
