import { overQuic } from './over-quic'
import { overTcp } from './over-tcp'
import { overUdp } from './over-udp'
import type { LossRow } from './row'
import type { SameLossSettings } from './settings'

/** The same pieces over the same path, with the same packets lost, by TCP, UDP and QUIC's streams. */
export function runSameLoss(settings: SameLossSettings): readonly LossRow[] {
  return [overTcp(settings), overUdp(settings), overQuic(settings)]
}
