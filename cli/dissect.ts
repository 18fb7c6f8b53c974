import { readFile } from 'node:fs/promises'
import { allProtocols } from '@/lib/net/wire/all'
import { makeContext } from '@/lib/net/wire/context'
import { type Dissection, dissect } from '@/lib/net/wire/dissect'
import { type CapturedFrame, openCapture } from '@/lib/net/wire/pcap'
import { complain, LineWriter, reasonOf } from './output'

/** `hop dissect FILE`: one JSON object a frame. What could be read is printed even when the file ends badly. */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length !== 1) {
    complain('usage: hop dissect FILE.pcap')
    return 2
  }
  const [path] = args
  let file: Uint8Array
  try {
    file = await readFile(path)
  } catch (error) {
    complain(`${path}: ${reasonOf(error)}`)
    return 2
  }
  const reader = openCapture(file)
  const context = makeContext()
  const output = new LineWriter()
  for (let frame = reader.next(); frame; frame = reader.next())
    await output.line(frameLine(frame, dissect(frame.bytes, frame.linkType, allProtocols, context, frame)))
  await output.flush()
  const unknown = reader.linkTypes.find(({ linkType }) => !allProtocols.link.has(linkType))
  const problem =
    reader.problem ??
    (unknown ? { message: `link type ${unknown.linkType} is not known`, at: unknown.at } : null)
  if (!problem) return 0
  complain(`${path}: byte ${problem.at}: ${problem.message}`)
  return 2
}

/** Fields whose offset counts in a message put together from several frames, not in this frame, say so. */
export function frameLine(frame: CapturedFrame, dissection: Dissection): string {
  let fields = ''
  for (const layer of dissection.layers) {
    const where = layer.bytes === frame.bytes ? '}' : ',"reassembled":true}'
    for (const field of layer.fields) {
      const { value, offset, length } = field
      fields += `${fields === '' ? '' : ','}${beginOf(field.name)}${quote(value)},"offset":${offset},"length":${length}${where}`
    }
  }
  const protocols = JSON.stringify(dissection.protocols)
  return `{"frame":${frame.number},"time":"${timeText(frame)}","length":${frame.originalLength},"protocols":${protocols},"fields":[${fields}]}`
}

const begins = new Map<string, string>()

/** Names are few and come in every frame: each is quoted once. */
function beginOf(name: string): string {
  let begin = begins.get(name)
  if (begin === undefined) {
    begin = `{"name":${JSON.stringify(name)},"value":`
    begins.set(name, begin)
  }
  return begin
}

const PLAIN = /^[\w.:·/ -]*$/

function quote(value: string): string {
  return value.length < 40 && PLAIN.test(value) ? `"${value}"` : JSON.stringify(value)
}

/** Seconds since 1970 with six decimals, nine when the capture is finer than microseconds. */
function timeText({ seconds, nanoseconds }: CapturedFrame): string {
  const fraction = nanoseconds.toString().padStart(9, '0')
  return `${seconds}.${fraction.endsWith('000') ? fraction.slice(0, 6) : fraction}`
}
