import type { Dissection, Layer } from './dissect'
import { Field, formatDecimal, formatFlag, formatSeconds, storedField } from './field'

const RESPONSE_TO = storedField('dns.response_to', formatDecimal)
const TIME = storedField('dns.time', formatSeconds)
const UNSOLICITED = storedField('dns.unsolicited', formatFlag)

type Question = {
  answered: boolean
  readonly frame: number
  readonly seconds: number
  readonly nanoseconds: number
}

/** Queries of one conversation that are remembered for their answers. */
const MOST_QUERIES = 256

/** Which query a response answers and how long that took, within one conversation. */
export function pushTransaction(into: Dissection, layer: Layer, response: boolean, id: number): void {
  if (!into.flowState || into.quoted) return
  let asked = into.flowState.get('dns') as Map<number, Question> | undefined
  if (!asked) {
    asked = new Map()
    into.flowState.set('dns', asked)
  }
  const { number, seconds, nanoseconds } = into.moment
  if (!response) {
    if (asked.size >= MOST_QUERIES) asked.clear()
    // a query that is sent again counts from its first copy
    if (asked.get(id)?.answered !== false)
      asked.set(id, { answered: false, frame: number, seconds, nanoseconds })
    return
  }
  const question = asked.get(id)
  if (!question) {
    layer.fields.push(new Field(UNSOLICITED, layer.offset, 0, 1))
    return
  }
  if (question.answered) return
  question.answered = true
  const elapsed = (seconds - question.seconds) * 1e9 + nanoseconds - question.nanoseconds
  layer.fields.push(
    new Field(RESPONSE_TO, layer.offset, 0, question.frame),
    new Field(TIME, layer.offset, 0, elapsed),
  )
}
