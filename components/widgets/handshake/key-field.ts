import type { SegmentReason } from '@/lib/net/trace/segment-reason'

/** The field that a step is about: it is chosen until the reader chooses another. */
export function keyField(because: SegmentReason): string {
  switch (because) {
    case 'syn':
    case 'syn.again':
    case 'syn.crossing':
    case 'data':
    case 'data.again':
    case 'data.again-fast':
    case 'data.after-gap':
    case 'data.fills-gap':
    case 'keep-alive':
    case 'window-probe':
      return 'tcp.seq'
    case 'ack.zero-window':
    case 'ack.window-update':
      return 'tcp.window_size_value'
    case 'icmp':
      return 'icmp.code'
    case 'fin':
    case 'fin.crossing':
    case 'fin.second':
    case 'fin.again':
    case 'rst.refused':
    case 'rst.no-connection':
    case 'rst.abort':
      return 'tcp.flags'
    default:
      return 'tcp.ack'
  }
}
