import { isAfter } from './sequence'
import { RTO_MAX_US, RTO_MIN_US, type Tcb } from './tcb'

/**
 * One more measured round trip (RFC 6298 section 2, in Linux's form: tcp_rtt_estimator). The deviation term never falls
 * below tcp_rto_min, so rto is at least srtt + 200 ms, and it sinks at most once a round trip.
 */
export function measureRtt(tcb: Tcb, sampleUs: number): void {
  tcb.minRtt = Math.min(tcb.minRtt ?? sampleUs, sampleUs)
  if (tcb.srtt === null) firstSample(tcb, sampleUs)
  else nextSample(tcb, tcb.srtt, sampleUs)
  tcb.rto = Math.min(Math.round((tcb.srtt ?? sampleUs) + 4 * tcb.rttvar), RTO_MAX_US)
}

function firstSample(tcb: Tcb, sampleUs: number): void {
  tcb.srtt = sampleUs
  tcb.mdev = sampleUs / 2
  tcb.rttvar = Math.max(tcb.mdev, RTO_MIN_US / 4)
  tcb.mdevMax = tcb.rttvar
  tcb.rttSeq = tcb.sndNxt
}

function nextSample(tcb: Tcb, srtt: number, sampleUs: number): void {
  const error = sampleUs - srtt
  tcb.srtt = srtt + error / 8
  let change = Math.abs(error) - tcb.mdev
  // A round trip that became shorter is no reason to wait longer: its deviation counts an eighth of the usual (Eifel).
  if (error < 0 && change > 0) change /= 8
  tcb.mdev += change / 4
  if (tcb.mdev > tcb.mdevMax) {
    tcb.mdevMax = tcb.mdev
    tcb.rttvar = Math.max(tcb.rttvar, tcb.mdevMax)
  }
  if (!isAfter(tcb.sndUna, tcb.rttSeq)) return
  if (tcb.mdevMax < tcb.rttvar) tcb.rttvar -= (tcb.rttvar - tcb.mdevMax) / 4
  tcb.rttSeq = tcb.sndNxt
  tcb.mdevMax = RTO_MIN_US / 4
}
