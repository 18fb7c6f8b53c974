/**
 * Why TCP did what it did: every key that a step can give, with the sentence that `explain/` fills from the key's data.
 * `{name}` is a value of the data. Data of a key that belongs to a sent segment also holds `segment`, its index in the step.
 */
export const tcpBecause = {
  'tcp.syn': 'The program wants a connection: SYN with a fresh initial sequence number and an MSS of {mss}.',
  'tcp.syn-received': 'A SYN asks for a connection; its sequence number and options are noted.',
  'tcp.syn-ack':
    'SYN and ACK in one segment: the request is taken, and our own sequence number is announced.',
  'tcp.syn-ack-again': 'The same SYN came again, so the SYN-ACK must have been lost: it is sent once more.',
  'tcp.ack-syn-ack': 'The SYN-ACK arrived; with this ACK the handshake is complete on this side.',
  'tcp.established':
    'Both ends know both sequence numbers: the connection is established, cwnd is {cwnd} bytes, a full segment {mss}.',
  'tcp.simultaneous-open': 'A SYN came while our own SYN is on its way: both ends are opening at once.',
  'tcp.syn-retry': 'No answer within {waitedMs} ms: the SYN is sent again (retry {attempt}).',
  'tcp.syn-ack-retry': 'No ACK of the SYN-ACK within {waitedMs} ms: it is sent again (retry {attempt}).',
  'tcp.connect-timeout': 'Nothing came back to {attempts} SYNs: the connection timed out.',
  'tcp.syn-ack-timeout': 'Nothing came back to {attempts} SYN-ACKs: the half-open connection is forgotten.',
  'tcp.refused': 'A RST acknowledges our SYN: nobody listens on that port, connection refused.',
  'tcp.no-syn': 'Neither SYN nor RST: while a SYN is out, such a segment means nothing and is dropped.',
  'tcp.reset-half-open':
    'The segment acknowledges {ack}, which was never sent here: it belongs to another connection and gets a RST.',

  'tcp.data': '{bytes} bytes of data fit into the peer’s window and into cwnd ({cwnd} bytes).',
  'tcp.fin': 'Nothing more will be said: FIN.',
  'tcp.data-fin': 'The last {bytes} bytes, and FIN with them: nothing more will be said.',
  'tcp.cwnd-full': 'The congestion window of {cwnd} bytes is used up: the rest waits for ACKs.',
  'tcp.window-full':
    'The peer’s window of {window} bytes has no room for the next segment; {unsent} bytes wait.',
  'tcp.nagle':
    '{bytes} bytes are less than a full segment and a small one is unacknowledged: Nagle’s algorithm waits.',

  'tcp.ack': 'Everything up to {ack} has arrived: acknowledged at once.',
  'tcp.ack-gap':
    'Something is missing at {ack}: a duplicate ACK says so, and its SACK blocks name what did arrive.',
  'tcp.ack-fin': 'The peer’s FIN is acknowledged at once.',
  'tcp.delay-ack': 'The ACK waits a little: the next segment or an answer may carry it.',
  'tcp.delayed-ack': 'Nothing came that could carry the ACK: the delayed ACK leaves alone.',
  'tcp.duplicate-data':
    'The segment ends at {end}, but everything up to {rcvNxt} is here already: acknowledged again.',
  'tcp.out-of-order':
    'The segment begins at {seq}, but {rcvNxt} is expected: {missing} bytes are missing, so it waits.',
  'tcp.beyond-window':
    'The data does not fit into the window that was offered: dropped, and the window is told again.',
  'tcp.fin-received': 'FIN: the peer will send nothing more.',
  'tcp.fin-acknowledged': 'The peer has acknowledged our FIN.',

  'tcp.ack-old': 'The ACK of {ack} is older than one already seen ({sndUna}): ignored.',
  'tcp.ack-unsent': 'The ACK of {ack} covers bytes that were never sent (next is {sndNxt}): dropped.',
  'tcp.dup-ack': 'Another ACK of {ack} without news: a segment behind the missing one has arrived.',
  'tcp.duplicate-reported': 'The peer reports that it got {ack} and what is before it twice (D-SACK).',

  'tcp.rto':
    'No ACK within {rtoMs} ms: the retransmission timer fired (time {attempt}). cwnd falls to {cwnd}, ssthresh to {ssthresh} bytes.',
  'tcp.retransmit':
    'The oldest unacknowledged segment is sent again after {rtoMs} ms; next time the wait is twice as long.',
  'tcp.retransmit-after-loss':
    'After the timeout everything unacknowledged counts as lost and is sent again as cwnd allows.',
  'tcp.enter-recovery':
    'Three segments behind the hole have arrived: that is a loss, not a delay. ssthresh is {ssthresh} bytes now.',
  'tcp.fast-retransmit':
    'The missing segment at {seq} is sent again without waiting for the timer (fast retransmit).',
  'tcp.sack-retransmit': 'The SACK blocks show a hole at {seq}: it is sent again.',
  'tcp.repetition-lost': '{bytes} bytes sent again were lost again: what was sent after them has arrived.',
  'tcp.partial-ack':
    'The ACK covers only part of what was out: the next hole, at {seq}, is sent again (NewReno).',
  'tcp.leave-recovery':
    'Everything that was out at the loss is acknowledged: recovery ends with cwnd {cwnd} bytes.',
  'tcp.ecn-marked':
    'A router on the way has marked the packet instead of dropping it: ECE tells the sender so.',
  'tcp.ecn-reduced':
    'The peer echoes a congestion mark: cwnd falls to {cwnd} bytes as if a segment had been lost, but nothing was.',
  'tcp.gave-up': 'After {attempts} timeouts in a row the connection is given up: {errno}.',
  'tcp.loss-probe': 'Two round trips of silence: a tail loss probe asks what arrived.',
  'tcp.loss-probe-retransmit': 'The last segment is sent once more as a probe.',

  'tcp.zero-window': 'The peer’s window is closed: its program does not read.',
  'tcp.window-opened': 'The peer’s window is open again: {window} bytes.',
  'tcp.window-update': 'The program has read: the window, {before} bytes before, is announced anew.',
  'tcp.window-probe':
    'The window is still closed: an old sequence number without data makes the peer say its window (probe {probe}).',
  'tcp.keepalive':
    'Nothing was heard for a long time: a keep-alive probe asks whether the peer still exists (probe {probe}).',
  'tcp.keepalive-failed': '{probes} keep-alive probes without an answer: the connection is reset.',

  'tcp.not-acceptable':
    'The segment at {seq} lies outside of the window ({window} bytes from {rcvNxt}): dropped, an ACK tells what is expected.',
  'tcp.paws': 'The timestamp is older than one already seen: an old duplicate, dropped (PAWS).',
  'tcp.rst-not-acceptable': 'The RST at {seq} does not fit this connection: ignored.',
  'tcp.challenge-ack': 'A doubtful segment ({why}): a challenge ACK makes the true peer prove itself.',
  'tcp.challenge-limited': 'Another doubtful segment within half a second: not answered.',
  'tcp.no-ack': 'A segment without ACK in an open connection: dropped.',
  'tcp.reset-received': 'A RST with the expected sequence number ends the connection.',
  'tcp.reset-unread':
    'The program closed with {unread} bytes unread: RST, so that the peer knows they are lost.',
  'tcp.data-after-close': '{bytes} bytes arrived for a socket that was closed: RST.',
  'tcp.abort': 'The program aborts the connection: RST.',

  'tcp.time-wait':
    'Both directions are closed; this end waits {seconds} s in TIME-WAIT, in case its last ACK was lost.',
  'tcp.time-wait-ack': 'A late segment for a connection in TIME-WAIT: acknowledged again.',
  'tcp.time-wait-reset': 'A RST ends TIME-WAIT early.',
  'tcp.time-wait-reuse':
    'A new SYN with a higher sequence number takes over the pair of ports from TIME-WAIT.',
  'tcp.time-wait-over': 'TIME-WAIT is over: the connection is forgotten.',
  'tcp.fin-wait-2-over': 'The peer never sent its FIN: the orphaned connection is forgotten.',

  'tcp.icmp-hard': 'An ICMP error about our SYN ends the attempt: {errno}.',
  'tcp.icmp-soft': 'An ICMP error in an open connection ({errno}) may be passing: noted, not obeyed.',
  'tcp.icmp-not-ours': 'The ICMP error quotes a sequence number that is not under way: ignored.',
  'tcp.path-mss':
    'The path takes at most {mss} bytes: what is under way is cut into segments of {smss} and sent again.',
  'tcp.path-mss-known': 'The path’s limit of {mss} bytes is already respected.',
  'tcp.black-hole': 'Big segments vanish without a word: tried again with {mss} bytes.',
  'tcp.not-sent': 'The segment did not leave this host: only a timer will mend that.',
} as const

export type TcpBecauseKey = keyof typeof tcpBecause
