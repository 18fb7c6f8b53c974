import type { Act, End, Settings } from './situation'

/** A program reads, decides, calls: that takes it some time. */
export const THINK_US = 1_000

/** connect(2) at one end; the other accepts as soon as there is something to accept. */
export const connecting: readonly Act[] = [
  act(0, 'start', { call: 'connect' }, 0),
  act(1, 'start', { call: 'accept' }, 0),
]

/** `request` bytes to the server, `response` bytes back, then the closing that the settings ask for. */
export function exchange(request: number, response: number, settings: Settings): readonly Act[] {
  const asked: Act[] = request > 0 ? [act(0, 'connected', { call: 'write', bytes: request })] : []
  const answered: Act[] =
    response > 0 ? [act(1, { received: request }, { call: 'write', bytes: response })] : []
  return [...asked, ...answered, ...closing(request, response, settings)]
}

/** Who closes first does so when it has all it waits for; the other when it has read to the end. */
export function closing(request: number, response: number, { closes, rttMs }: Settings): readonly Act[] {
  const clientHasAll = response > 0 ? { received: response } : 'connected'
  // what it writes goes first
  const clientThinksUs = request > 0 && response === 0 ? 2 * THINK_US : THINK_US
  const serverHasAll = request > 0 ? { received: request } : 'connected'
  switch (closes) {
    case 'nobody':
      return []
    case 'client':
      return [
        act(0, clientHasAll, { call: 'close' }, clientThinksUs),
        act(1, 'end-of-file', { call: 'close' }),
      ]
    case 'server':
      return [act(1, serverHasAll, { call: 'close' }, 2 * THINK_US), act(0, 'end-of-file', { call: 'close' })]
    case 'both': {
      // the server has everything half a round trip before the client: it waits so long that the two calls fall together
      const ahead = response > 0 ? 2 * THINK_US + rttMs * 500 : THINK_US
      return [act(0, clientHasAll, { call: 'close' }), act(1, serverHasAll, { call: 'close' }, ahead)]
    }
  }
}

export function act(end: End, wait: Act['wait'], does: Act['does'], thinkUs: number = THINK_US): Act {
  return { end, wait, thinkUs, does }
}
