import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { TraceFrame } from '../sim/trace'
import { captureOf } from '../sim/trace-capture'
import { parseScenarioText } from './parse'
import { runScenario } from './run'

const folders = ['../../../../shared/scenarios/', './fixtures/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)

function everyFrame(): TraceFrame[] {
  return folders.filter(existsSync).flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => file.endsWith('.json') && !file.endsWith('.expected.json'))
      .flatMap((file) => {
        const parsed = parseScenarioText(readFileSync(join(folder, file), 'utf8'))
        if (!parsed.ok) throw new Error(`${file}: ${JSON.stringify(parsed.problem)}`)
        return runScenario(parsed.scenario, file).simulation.trace.frames
      }),
  )
}

const CHECKED = ['ip', 'tcp', 'udp'].flatMap((protocol) => ['-o', `${protocol}.check_checksum:TRUE`])
/** The networks share addresses and ports, so their streams would mix: every segment is looked at alone. */
const ALONE = [
  '-o',
  'tcp.desegment_tcp_streams:FALSE',
  '-o',
  'ip.defragment:FALSE',
  '-o',
  'ipv6.defragment:FALSE',
]
/** UDP probes and listeners speak text, at port 53 too, as the oracle's do: no DNS message is printable from end to end. */
const TEXT = 'udp.payload matches "^[ -~\\n]+$"'
const BAD = `(_ws.malformed and not ${TEXT}) or ip.checksum.status == 0 or icmp.checksum.status == 0 or icmpv6.checksum.status == 0`
/** In an ICMP error and in the first of several fragments the rest of the quoted packet is missing, so its sum cannot be right. */
const BAD_TRANSPORT =
  '(tcp.checksum.status == 0 or udp.checksum.status == 0) and not icmp and not icmpv6 and ip.flags.mf != 1 and not ipv6.fraghdr'

function summaries(file: string, filter: string): string[] {
  const output = execFileSync('tshark', ['-n', '-r', file, ...CHECKED, ...ALONE, '-Y', filter], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 28,
  })
  return output.toString().split('\n').filter(Boolean)
}

const installed = isInstalled()

function isInstalled(): boolean {
  try {
    execFileSync('tshark', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.skipIf(!installed)(
  installed ? 'the frames of all scenarios as a capture' : 'skipped, since tshark is not installed here',
  () => {
    it('tshark reads each of them, calls none malformed and finds every checksum right', () => {
      const folder = mkdtempSync(join(tmpdir(), 'hop-'))
      try {
        const file = join(folder, 'all.pcap')
        const frames = everyFrame()
        expect(frames.length).toBeGreaterThan(1000)
        writeFileSync(file, captureOf(frames))
        expect(summaries(file, BAD)).toEqual([])
        expect(summaries(file, BAD_TRANSPORT)).toEqual([])
        // and it does find what is wrong: one bit of the last byte of a frame
        const broken = frames.map((frame) => ({ ...frame, bytes: frame.bytes.slice() }))
        for (const { bytes } of broken) if (bytes.length > 60) bytes[bytes.length - 1] ^= 1
        writeFileSync(file, captureOf(broken))
        expect(summaries(file, BAD_TRANSPORT).length).toBeGreaterThan(1000)
      } finally {
        rmSync(folder, { recursive: true })
      }
    }, 60_000)
  },
)
