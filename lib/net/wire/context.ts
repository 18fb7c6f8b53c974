import { FlowTable } from './flow'
import type { FragmentStore } from './fragments'
import { makeFragmentStore } from './fragments'
import { makePingMemory, type PingMemory } from './icmp-memory'
import type { TcpFlow } from './tcp-flow'

/** What carries over from frame to frame of one capture. Made once per capture, changed by `dissect`. */
export type DissectContext = {
  readonly tcp: FlowTable<TcpFlow>
  readonly udp: FlowTable<UdpFlow>
  readonly fragments: FragmentStore
  readonly pings: PingMemory
  /** What a protocol above UDP remembers across conversations, under its own name */
  readonly shared: Map<string, unknown>
}

export type UdpFlow = {
  readonly stream: number
  readonly startSeconds: number
  readonly startNanoseconds: number
  lastSeconds: number
  lastNanoseconds: number
  readonly state: Map<string, unknown>
}

export function makeContext(): DissectContext {
  return {
    tcp: new FlowTable(),
    udp: new FlowTable(),
    fragments: makeFragmentStore(),
    pings: makePingMemory(),
    shared: new Map(),
  }
}
