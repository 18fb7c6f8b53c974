import type { TcpSocket } from '../node/socket'
import { bindSocket } from '../node/socket-bind'
import { acceptTcp, connectTcp, listenTcp, openTcp, readTcp, writeTcp } from '../node/socket-tcp'
import { flightSize } from '../node/tcp/flight'
import type { Tcb } from '../node/tcp/tcb'
import { call, runOne, type Simulation } from '../sim/simulation'
import { type Sample, type SentData, type Told, TransferLog } from './log'
import { buildPath, RECEIVER, SENDER } from './network'
import { FULL_FRAME, type TransferSettings } from './settings'

export type TransferRun = {
  readonly settings: TransferSettings
  readonly samples: readonly Sample[]
  readonly sent: readonly SentData[]
  readonly told: readonly Told[]
  /** when the SYN left is 0; when the last byte was read by the receiver's program, null if that never happened */
  readonly finishedUs: number | null
  readonly receivedBytes: number
  /** when the run was stopped */
  readonly endUs: number
}

/** Longer than any setting takes, unless nothing arrives at all. */
const MOST_US = 300_000_000
const PAUSE_US = 1_000_000
const PORT = 80

/** Runs one bulk transfer and writes down, after each thing that happened to the sender, what its control block says. */
export function runTransfer(settings: TransferSettings): TransferRun {
  const path = buildPath({
    ...settings,
    queueBytes: (settings.queueFrames + 1) * FULL_FRAME,
    sysctls: [['net.ipv4.tcp_congestion_control', settings.algorithm]],
  })
  const { simulation, bottleneck } = path
  bottleneck.losesFrom = 0
  bottleneck.losing.push(...settings.lost.map((segment) => segment + 1)) // frame 1 is the SYN-ACK
  const ends = open(simulation, settings)
  const log = new TransferLog(path)
  const reader = { read: 0, resumeUs: null as number | null, hasPaused: settings.pauseAfter === null }
  let finishedUs: number | null = null
  while (simulation.now < MOST_US && turn(simulation, ends, reader)) {
    const sender = senderSocket(simulation, ends, settings)
    if (sender && settings.lossPercent > 0) bottleneck.loss = settings.lossPercent / 100
    readOrPause(simulation, ends, reader, settings)
    log.note(sender?.tcb as Tcb | null | undefined)
    if (reader.read >= settings.bytes) finishedUs ??= simulation.now
    if (finishedUs !== null && sender && flightSize(sender.tcb as unknown as Tcb) === 0) break
  }
  const { samples, sent, told } = log
  return { settings, samples, sent, told, finishedUs, receivedBytes: reader.read, endUs: simulation.now }
}

type Reader = { read: number; resumeUs: number | null; hasPaused: boolean }

/** The next thing that happens: the reader's pause ends, or something arrives, or a timer fires. False when there is nothing left. */
function turn(simulation: Simulation, ends: Ends, reader: Reader): boolean {
  const nextUs = simulation.queue[0]?.at ?? Number.POSITIVE_INFINITY
  if (reader.resumeUs === null || reader.resumeUs > nextUs) return runOne(simulation, MOST_US) !== null
  simulation.now = reader.resumeUs
  reader.resumeUs = null
  reader.hasPaused = true
  reader.read += readAll(simulation, ends.receiver)
  return true
}

function readOrPause(simulation: Simulation, ends: Ends, reader: Reader, settings: TransferSettings): void {
  if (reader.resumeUs !== null || ends.receiver.readable === 0) return
  if (!reader.hasPaused && reader.read >= (settings.pauseAfter ?? 0))
    reader.resumeUs = simulation.now + PAUSE_US
  else reader.read += readAll(simulation, ends.receiver)
}

type Ends = { readonly receiver: TcpSocket; readonly listener: TcpSocket; sender: TcpSocket | null }

/** The receiver connects; the sender listens, and writes as soon as it has accepted. */
function open(simulation: Simulation, settings: TransferSettings): Ends {
  let listener: TcpSocket | undefined
  let receiver: TcpSocket | undefined
  call(simulation, SENDER.name, (turn) => {
    listener = openTcp(turn.machine, 4)
    listener.initialSequence = 0
    bindSocket(turn, listener, { address: SENDER.address, port: PORT })
    listenTcp(turn.machine, listener, 1)
  })
  call(simulation, RECEIVER.name, (turn) => {
    receiver = openTcp(turn.machine, 4)
    if (settings.receiveBuffer > 0) receiver.receiveBuffer = 2 * settings.receiveBuffer
    connectTcp(turn, receiver, { address: SENDER.address, port: PORT })
  })
  return { receiver: receiver!, listener: listener!, sender: null }
}

/** The sender's connection, once there is one; the program writes everything at once when it gets it. */
function senderSocket(simulation: Simulation, ends: Ends, settings: TransferSettings): TcpSocket | null {
  if (ends.sender) return ends.sender
  if ((ends.listener.listening?.accepted.length ?? 0) === 0) return null
  call(simulation, SENDER.name, (turn) => {
    ends.sender = acceptTcp(turn.machine, ends.listener)
    if (ends.sender) writeTcp(turn, ends.sender, new Uint8Array(settings.bytes))
  })
  return ends.sender
}

function readAll(simulation: Simulation, socket: TcpSocket): number {
  let count = 0
  call(simulation, RECEIVER.name, (turn) => {
    count = readTcp(turn, socket, 1 << 26).length
  })
  return count
}
