import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { internetChecksum } from '@/lib/net/bytes/checksum'
import { flowConversation, listFlows } from '@/lib/net/trace/flows'
import { runTransfer } from '@/lib/net/transfer/run'
import { FIRST_TRANSFER, FULL_SEGMENT } from '@/lib/net/transfer/settings'
import { bandwidthDelayBytes, tellTransfer } from '@/lib/net/transfer/tell'
import { readCapture } from '@/lib/net/wire/pcap'

const lesson = readFileSync(new URL('lesson.mdx', import.meta.url), 'utf8')

function transcript(name: string): string {
  return readFileSync(new URL(`transcripts/${name}.txt`, import.meta.url), 'utf8')
}

function stepsOf(name: string) {
  const capture = readCapture(readFileSync(new URL(`../../../public/captures/${name}.pcap`, import.meta.url)))
  const conversation = flowConversation(capture, listFlows(capture)[0])
  if (!conversation) throw new Error(`${name} cannot be played`)
  return conversation.steps
}

describe('the figure does what the lesson says of it', () => {
  const run = runTransfer(FIRST_TRANSFER)
  const moments = tellTransfer(run)
  const at = (name: string) => moments.find((moment) => moment.name === name)

  it('segment 60 leaves at 161 ms and the first duplicate ACK is back 60 ms later', () => {
    expect(Math.round((at('Dropped')?.atUs ?? 0) / 1000)).toBe(161)
    const wait = (at('Duplicate ACK')?.atUs ?? 0) - (at('Dropped')?.atUs ?? 0)
    expect(Math.round(wait / 10_000) * 10).toBe(60)
    expect(lesson).toContain('leaves at 161 ms, and the first duplicate ACK is back 60 ms later')
  })

  it('no timer fires', () => {
    expect(moments.map(({ name }) => name)).not.toContain('Timeout')
    expect(moments.map(({ name }) => name)).not.toContain('Loss probe')
  })

  it('cwnd goes 10, 20, 40', () => {
    const windows = ['Open', 'Round 1', 'Round 2'].map((name) => (at(name)?.values.cwnd ?? 0) / FULL_SEGMENT)
    expect(windows).toEqual([10, 20, 40])
    expect(lesson).toContain('10, 20, 40 in the figure')
  })

  it('Reno fills the queue after 5.5 s, CUBIC 0.8 s later, after resting around 70 segments', () => {
    const secondDrop = (told: typeof moments) =>
      (told.filter(({ name }) => name === 'Dropped')[1]?.atUs ?? 0) / 1e6
    const reno = secondDrop(tellTransfer(runTransfer({ ...FIRST_TRANSFER, algorithm: 'reno' })))
    const cubic = secondDrop(moments)
    expect(reno).toBeCloseTo(5.5, 1)
    expect(cubic - reno).toBeGreaterThan(0.75)
    expect(cubic - reno).toBeLessThan(0.9)
    const flat = run.samples.filter(({ atUs }) => atUs > 2.6e6 && atUs < 3e6)
    for (const { cwnd } of flat) expect(Math.abs(cwnd / FULL_SEGMENT - 70)).toBeLessThan(2)
  })

  it('the product is 50,000 bytes', () => {
    expect(bandwidthDelayBytes(FIRST_TRANSFER)).toBe(50_000)
  })

  it('without a chosen loss the router’s queue is what drops', () => {
    const { sent } = runTransfer({ ...FIRST_TRANSFER, bytes: 1_000_000, lost: [] })
    expect(new Set(sent.map(({ fate }) => fate))).toEqual(new Set(['arrived', 'queue-full']))
  })
})

describe('the recordings', () => {
  const steps = stepsOf('tcp-fast-retransmit')
  const lost = steps.find(({ relative, payloadLength }) => relative.sequence === 4345 && payloadLength > 0)
  const again = steps.filter(
    ({ relative, payloadLength }) => relative.sequence === 4345 && payloadLength > 0,
  )[1]

  it('the lost segment carries bytes 4,345 to 5,792 and is repeated after the third report, 20.8 ms later', () => {
    expect((lost?.relative.sequence ?? 0) + (lost?.payloadLength ?? 0) - 1).toBe(5792)
    const third = steps[24] // frame 25
    expect(((third.timeUs - (lost?.timeUs ?? 0)) / 1000).toFixed(1)).toBe('20.8')
    expect(again.timeUs - third.timeUs).toBe(7)
    expect(20_236 - 4345).toBe(15_891)
  })

  it('the retransmission timer waits 226 ms, then twice as long', () => {
    const copies = stepsOf('tcp-retransmission').filter(({ payloadLength }) => payloadLength === 6)
    expect(copies).toHaveLength(3)
    const [first, second, third] = copies.map(({ timeUs }) => timeUs)
    expect((third - second) / (second - first)).toBeCloseTo(2, 1)
  })

  it('the receiver-limited transfer is as fast as its window allows', () => {
    const read = (name: string) =>
      Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(transcript('ss-receiver-limited'))?.[1])
    const mbit = (read('snd_wnd') * 8) / (read('rtt') * 1000)
    expect(mbit.toFixed(1)).toBe('3.6')
    expect(read('cwnd')).toBe(2 * read('unacked'))
  })

  it('the network-limited transfer has as much under way as cwnd allows', () => {
    const text = transcript('ss-network-limited')
    expect(/^cwnd:(\d+)/m.exec(text)?.[1]).toBe(/^unacked:(\d+)/m.exec(text)?.[1])
    expect(text).not.toContain('rwnd_limited:') // but for the command's own words
  })
})

describe('arithmetic', () => {
  it('64 KiB in 100 ms are 5.24 Mbit/s, and 1 Gbit/s needs 12.5 MB', () => {
    expect(((65_536 * 8) / 0.1 / 1e6).toFixed(2)).toBe('5.24')
    expect((1e9 * 0.1) / 8).toBe(12_500_000)
  })

  it('the checksum does not see two words change places', () => {
    const [a, b] = [
      [0x12, 0x34, 0x56, 0x78],
      [0x56, 0x78, 0x12, 0x34],
    ].map((each) => Uint8Array.from(each))
    expect(internetChecksum(a)).toBe(internetChecksum(b))
    expect((0x1234 + 0x5678).toString(16)).toBe('68ac')
  })
})
