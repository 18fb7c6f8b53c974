/**
 * How many frames a second of processor time are dissected with every field listed, and whether memory stays flat.
 * Captures are repeated, each time with other ports, until 100 MB have been read. `npx tsx scripts/bench-dissect.ts [folder]`
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { allProtocols } from '@/lib/net/wire/all'
import { makeContext } from '@/lib/net/wire/context'
import { dissect } from '@/lib/net/wire/dissect'
import { type CapturedFrame, readCapture } from '@/lib/net/wire/pcap'

const folder =
  process.argv[2] ?? (existsSync('../shared/captures') ? '../shared/captures' : 'public/captures')
const TARGET_BYTES = 100_000_000

type Result = { frames: number; fields: number; seconds: number; heapMb: number[] }

function load(wanted: (name: string) => boolean): CapturedFrame[][] {
  return readdirSync(folder)
    .filter((name) => /\.pcap(ng)?$/.test(name) && wanted(name))
    .map((name) => [...readCapture(readFileSync(`${folder}/${name}`)).frames])
}

function measure(captures: readonly CapturedFrame[][], withValues: boolean, bytesWanted: number): Result {
  let bytes = 0
  let frames = 0
  let fields = 0
  let length = 0
  const heapMb: number[] = []
  const context = makeContext()
  const start = process.cpuUsage()
  while (bytes < bytesWanted) {
    for (const capture of captures) {
      for (const frame of capture) {
        const { layers } = dissect(frame.bytes, frame.linkType, allProtocols, context, frame)
        for (const layer of layers) {
          fields += layer.fields.length
          if (withValues) for (const field of layer.fields) length += field.value.length
        }
        frames++
        bytes += frame.bytes.length
      }
    }
    if (bytes > (heapMb.length + 1) * (bytesWanted / 5))
      heapMb.push(Math.round(process.memoryUsage().heapUsed / 1e6))
  }
  if (length < 0) throw new Error('unreachable: keeps the values from being optimised away')
  const { user, system } = process.cpuUsage(start)
  return { frames, fields, seconds: (user + system) / 1e6, heapMb }
}

function report(title: string, captures: readonly CapturedFrame[][], withValues: boolean): void {
  measure(captures, withValues, TARGET_BYTES / 20) // warm up
  const { frames, fields, seconds, heapMb } = measure(captures, withValues, TARGET_BYTES)
  const rate = Math.round(frames / seconds).toLocaleString('en')
  console.log(
    `${title.padEnd(46)} ${rate.padStart(9)} frames/s  ${(fields / frames).toFixed(0)} fields a frame  heap ${heapMb.join(' ')} MB`,
  )
}

/** Segments without a message inside: SYNs, pure ACKs, FINs. */
function plain(captures: readonly CapturedFrame[][]): CapturedFrame[][] {
  return captures.map((capture) => {
    const context = makeContext()
    return capture.filter(
      (frame) =>
        dissect(frame.bytes, frame.linkType, allProtocols, context, frame).protocols.join() === 'eth,ip,tcp',
    )
  })
}

const tcp = load((name) => /^(tcp|http1|nat|hairpin|pmtud-tcp|port|firewall)/.test(name))
report('plain TCP (eth, ip, tcp), fields listed', plain(tcp), false)
report('plain TCP, fields listed and values formatted', plain(tcp), true)
report('all TCP captures, fields listed', tcp, false)
report('all TCP captures, values formatted', tcp, true)
report(
  'every capture, fields listed',
  load(() => true),
  false,
)
