import { ACK, FIN, SYN } from '../node/tcp-port'
import type { Step } from '../trace/tcp-conversation'
import { countOf } from './quantity'

/** What this very value says in this very segment, in a sentence; null when the general text is enough. */
export function describeTcpField(name: string, step: Step): string | null {
  const who = step.from === 0 ? 'The client' : 'The server'
  const { sequence, acknowledgment } = step.relative
  switch (name) {
    case 'tcp.seq':
      if (step.flags & SYN)
        return `${who} picked ${step.sequence} as its first number. Here it is shown as 0.`
      return `${step.sequence} is number ${sequence}, counted from this end’s SYN.${takes(step)}`
    case 'tcp.ack':
      if (acknowledgment === null) return 'The ACK flag is off, so this number means nothing yet.'
      return `${step.acknowledgment} is number ${acknowledgment}, counted from the other end’s SYN: ${who.toLowerCase()} expects that one next.`
    case 'tcp.window_size_value':
      if (step.flags & SYN)
        return `${who} has room for ${countOf(step.window, 'byte')}. In a SYN the window is never scaled.`
      if (step.windowBytes === null)
        return 'The SYNs with the window scale are not in this capture, so the true size is not known.'
      return `${step.window} stands for ${countOf(step.windowBytes, 'byte')} of room after scaling.`
    case 'tcp.options.wscale':
      return `Windows of this end are multiplied by ${2 ** (step.options.windowScale ?? 0)}.`
    case 'tcp.flags':
      return step.flags & ACK ? null : 'ACK is off: this is the very first segment, or a reset without one.'
    default:
      return null
  }
}

function takes({ flags, payloadLength }: Step): string {
  const carries = payloadLength > 0 ? ` The segment carries ${countOf(payloadLength, 'byte')}` : ''
  if (flags & FIN)
    return carries ? `${carries}, and its FIN takes the number after them.` : ' The FIN takes this number.'
  return carries ? `${carries}.` : ' The segment carries no data and takes no number.'
}
