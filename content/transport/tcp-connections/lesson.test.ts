import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { flowConversation, listFlows } from '@/lib/net/trace/flows'
import { readCapture } from '@/lib/net/wire/pcap'

const lesson = readFileSync(new URL('lesson.mdx', import.meta.url), 'utf8')

function openCapture(name: string) {
  return readCapture(readFileSync(new URL(`../../../public/captures/${name}.pcap`, import.meta.url)))
}

function stepsOf(name: string) {
  const capture = openCapture(name)
  const conversation = flowConversation(capture, listFlows(capture)[0])
  if (!conversation) throw new Error(`${name} cannot be played`)
  return conversation.steps
}

describe('the numbers that the lesson quotes are those of its recordings', () => {
  const { frames } = openCapture('tcp-handshake-teardown')
  const steps = stepsOf('tcp-handshake-teardown')
  const [syn, synAck, ack, data, fin, dataAck, finAck] = steps
  const ms = (us: number) => (us / 1000).toFixed(3)

  it('eight frames, 550 bytes, seven of them without data', () => {
    expect(frames.length).toBe(8)
    expect(frames.reduce((sum, frame) => sum + frame.originalLength, 0)).toBe(550)
    expect(steps.filter(({ payloadLength }) => payloadLength === 0).length).toBe(7)
    expect(data.payloadLength).toBe(6)
    expect(lesson).toContain('eight frames and 550 bytes. Seven of the eight')
  })

  it.each([
    ['the SYN', `| SYN | seq = x | seq = 100 | seq = ${syn.sequence} |`],
    ['the SYN-ACK', `seq = ${synAck.sequence}, ack = ${synAck.acknowledgment} |`],
    ['the ACK', `seq = ${ack.sequence}, ack = ${ack.acknowledgment} |`],
    ['the round trip', `arrives at ${ms(synAck.timeUs - syn.timeUs)} ms`],
    ['the wait before the ACK', `${ack.timeUs - synAck.timeUs} µs later`],
    ['the wait before the data', `${data.timeUs - ack.timeUs} µs after that`],
    ['the bytes of the data', `${data.sequence} to ${data.sequence + data.payloadLength - 1}`],
    ['the number of the FIN', `numbered ${fin.sequence}`],
    ['the scaled window', `${ack.window} × 2⁷ is ${(ack.window * 2 ** 7).toLocaleString('en-GB')} bytes`],
  ])('%s', (_what, quoted) => {
    expect(lesson).toContain(quoted)
  })

  it('segment 6 acknowledges the data only, and segment 7 does two jobs', () => {
    expect(dataAck.acknowledgment).toBe(fin.sequence)
    expect(finAck.acknowledgment).toBe(fin.sequence + 1)
    expect(finAck.because).toBe('fin.second')
    expect(finAck.states[0]).toEqual({ before: 'fin-wait-1', after: 'time-wait' })
  })

  it('a half-close keeps the client in FIN-WAIT-2 for 0.9 s, from segment 9 to segment 15', () => {
    const halfClose = stepsOf('tcp-half-close')
    const entered = halfClose.find(({ states }) => states[0].after === 'fin-wait-2')
    const left = halfClose.find(({ states }) => states[0].after === 'time-wait')
    expect([entered?.number, left?.number]).toEqual([9, 15])
    expect(((left?.timeUs ?? 0) - (entered?.timeUs ?? 0)) / 1e6).toBeCloseTo(0.9, 1)
  })

  it('a closed port answers after 20.6 ms', () => {
    const [asked, refused] = stepsOf('tcp-refused')
    expect(((refused.timeUs - asked.timeUs) / 1000).toFixed(1)).toBe('20.6')
    expect(refused.sequence).toBe(0)
    expect(refused.acknowledgment).toBe(asked.sequence + 1)
  })

  it.each([
    ['tcp-timeout', [0, 1, 3, 7], 'the classic rule'],
    ['tcp-timeout-linear', [0, 1, 2, 3, 4, 5, 7, 11], 'Linux since 6.5'],
  ])('%s: a SYN leaves at %j s, %s', (name, seconds) => {
    expect(stepsOf(name).map(({ timeUs }) => Math.floor(timeUs / 1e6))).toEqual(seconds)
  })
})
