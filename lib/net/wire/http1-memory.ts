import type { StreamDissector, StreamMemory } from './dissect'
import { type HttpHead, httpField } from './http1'
import { dissectHttp2 } from './http2-dissect'
import { dissectWebSocket } from './websocket-dissect'

/** A request that was seen, as its response wants to know it. */
export type HttpExchange = {
  readonly method: string
  /** Absolute when the request named its host. */
  readonly uri: string
  readonly frame: number
  readonly seconds: number
  readonly nanoseconds: number
}

/** Requests without a response that are remembered on one connection (pipelining). */
const MOST_PENDING = 64

/** What is remembered of the HTTP on one connection, both directions. */
export class HttpMemory {
  requests = 0
  responses = 0
  lastRequest = 0
  lastResponse = 0
  readonly waiting: HttpExchange[] = []
  answeredFrame = 0
  /** The protocol that the connection was switched to. */
  nextProtocol: StreamDissector | null = null

  /** The request that the next response answers. */
  get pending(): HttpExchange | null {
    return this.waiting[0] ?? null
  }

  /** RFC 9110 section 7.8: after 101 the connection speaks what was agreed on. */
  upgrade({ start, fields }: HttpHead): void {
    if (start.kind !== 'response' || start.status !== 101) return
    const upgrade = httpField(fields, 'upgrade') ?? ''
    if (/websocket/i.test(upgrade)) this.nextProtocol = dissectWebSocket
    else if (/h2c/i.test(upgrade)) this.nextProtocol = dissectHttp2
  }
}

export function httpMemoryOf(memory: StreamMemory): HttpMemory {
  let http = memory.state.get('http') as HttpMemory | undefined
  if (!http) {
    http = new HttpMemory()
    memory.state.set('http', http)
  }
  return http
}

export function noteRequest(
  http: HttpMemory,
  request: HttpExchange,
): { number: number; previousRequest: number } {
  const previousRequest = http.lastRequest
  http.requests++
  http.lastRequest = request.frame
  if (http.waiting.length < MOST_PENDING) http.waiting.push(request)
  return { number: http.requests, previousRequest }
}

/** A final response takes its request off the queue; 1xx ones come before it (RFC 9110 section 15.2). */
export function answerRequest(http: HttpMemory, status: number, frame: number) {
  const interim = status < 200 && status !== 101
  const request = interim ? http.pending : (http.waiting.shift() ?? null)
  const answer = {
    number: ++http.responses,
    request,
    previousRequest: http.answeredFrame,
    previousResponse: http.lastResponse,
  }
  http.lastResponse = frame
  if (request && !interim) http.answeredFrame = request.frame
  return answer
}
