import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runSameLoss } from '@/lib/net/same-loss/run'
import { FIRST_LOSS } from '@/lib/net/same-loss/settings'
import { readCapture } from '@/lib/net/wire/pcap'

const lesson = readFileSync(new URL('lesson.mdx', import.meta.url), 'utf8')

function framesOf(name: string) {
  return readCapture(readFileSync(new URL(`../../../public/captures/${name}.pcap`, import.meta.url))).frames
}

describe('the figure does what the lesson says of it', () => {
  it('the last packet: QUIC’s probe after 104 ms, TCP’s after 296', () => {
    const [tcp, , quic] = runSameLoss({ ...FIRST_LOSS, lost: [12] })
    const ms = (us: number) => Math.round(us / 1000)
    expect([ms(quic.notices[0].atUs), ms(tcp.notices[0].atUs)]).toEqual([104, 296])
    expect(lesson).toContain('leaves after 104 ms, TCP’s after 296 ms'.replace('’', "'"))
  })

  it('the 5th packet: five of the seven that wait for it under TCP belong to other streams', () => {
    const [tcp] = runSameLoss(FIRST_LOSS)
    const held = tcp.delivered.filter((at, piece) => piece > 4 && at === tcp.delivered[4])
    expect(held).toHaveLength(7)
    expect([5, 6, 7, 8, 9, 10, 11].filter((piece) => piece % 3 !== 4 % 3)).toHaveLength(5)
  })
})

describe('the recordings', () => {
  it('four bytes of text make a frame of 46', () => {
    expect(framesOf('udp-echo')[0].originalLength).toBe(14 + 20 + 8 + 4)
  })

  it('QUIC: the answer after 24 ms, the request 1.8 ms later, 1,200 bytes at first', () => {
    const frames = framesOf('quic-http3')
    const ms = frames.map(({ seconds, nanoseconds }) => seconds * 1000 + nanoseconds / 1e6)
    expect((ms[1] - ms[0]).toFixed(1)).toBe('24.0')
    expect((ms[3] - ms[1]).toFixed(1)).toBe('1.8')
    expect(frames[0].originalLength - 42).toBe(1200)
  })
})
