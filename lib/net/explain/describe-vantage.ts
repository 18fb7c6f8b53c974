import type { Conversation } from '../trace/tcp-conversation'
import { formatDuration } from './quantity'

/** Which times of a conversation were measured and which are estimates, in a sentence or two. */
export function describeVantage({ vantage, roles }: Conversation): string {
  const guessed =
    roles === 'guessed' ? ' It began in the middle: the end with the higher port counts as the client.' : ''
  return `${whereAndHow(vantage)}${guessed}`
}

function whereAndHow({ at, roundTripUs, delayUs }: Conversation['vantage']): string {
  const roundTrip = roundTripUs === null ? '' : formatDuration(roundTripUs)
  switch (at) {
    case 'client':
      return `Captured at the client. Its times are measured; those at the server (≈) are estimates, half of the ${roundTrip} round trip later or earlier.`
    case 'server':
      return `Captured at the server. Its times are measured; those at the client (≈) are estimates, half of the ${roundTrip} round trip later or earlier.`
    case 'between':
      return `Captured between the two ends, ${roundTrip} apart and back. Times at both ends (≈) are estimates, half of each round trip.`
    default:
      return delayUs === null
        ? 'The capture does not show how long a segment takes, so lines are drawn level, at the moment of capture.'
        : 'The capture shows no whole handshake: times at the far end (≈) assume half of the one round trip that was seen.'
  }
}
