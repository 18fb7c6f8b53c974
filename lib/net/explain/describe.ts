import { netfilterSentences } from '../node/netfilter/because'
import { nodeBecause } from '../node/node-because'
import { tcpBecause } from '../node/tcp/because'
import type { TraceEvent } from '../sim/trace'

const sentences: Readonly<Record<string, string>> = { ...netfilterSentences, ...tcpBecause, ...nodeBecause }

/** Every `because` key that has a sentence. */
export function describedKeys(): readonly string[] {
  return Object.keys(sentences)
}

/** One sentence for one event: what the node did and why. An unknown key is a mistake of ours and throws. */
export function describeEvent({ because, data }: Pick<TraceEvent, 'because' | 'data'>): string {
  const sentence = sentences[because]
  if (sentence === undefined) throw new Error(`no sentence for "${because}"`)
  return fill(sentence, data).trimEnd() // a line of the log ends in a blank
}

/** Puts the event's values into `{name}`; a value that is missing stays visible as `{name}`. */
function fill(sentence: string, data: TraceEvent['data']): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in data ? String(data[name]) : whole))
}
