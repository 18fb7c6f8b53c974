import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { readNetworkFile } from '@/lib/course/network-file'
import { fromBase64 } from '@/lib/net/bytes/base64'
import { describeFrame } from '@/lib/net/explain/describe-frame'
import { runActs } from '@/lib/net/socket-lab/lab'
import { situations } from '@/lib/net/socket-lab/situations'
import { listFlows } from '@/lib/net/trace/flows'
import { readCapture } from '@/lib/net/wire/pcap'

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8')
const lesson = read('lesson.mdx')

function momentsOf(name: string) {
  const found = situations.find((situation) => situation.name === name)
  if (!found) throw new Error(`no situation ${name}`)
  return runActs(found.acts)
}

describe('the figure shows what its question asks for', () => {
  const moments = momentsOf('many')

  it('Ann and Ben call from the same port, and both get a connection', () => {
    const [ann, ben] = moments.filter(({ packet }) => packet?.includes(':40001 '))
    expect([ann.packet, ben.packet]).toEqual([
      'TCP 192.0.2.10:40001 → 192.0.2.80:8888',
      'TCP 192.0.2.11:40001 → 192.0.2.80:8888',
    ])
    expect([ann.result, ben.result]).toEqual(['SYN-ACK', 'SYN-ACK'])
  })

  it('the last segment of Ben is refused, although the listener is found', () => {
    const last = moments.at(-1)
    expect(last?.result).toBe('RST')
    expect(last?.tries.at(-1)?.finds).toContain('0.0.0.0:8888')
  })

  it('three clients make four sockets with the port of the server', () => {
    const lines = moments[3].prints.filter((line) => /:8888 +(\S+:)/.test(line))
    expect(lines.length).toBe(4)
  })
})

describe('bind.json: the laptop asks three times', () => {
  const { situations: stories } = tellNetwork(
    readNetworkFile(JSON.parse(read('networks/bind.json'))),
    'bind.json',
  )
  it.each([
    ['loopback', /RST/, 'nobody is bound to the address that was asked for'],
    ['any', /SYN, ACK/, 'any address includes it'],
    ['udp', /port unreachable/, 'UDP has ports of its own'],
  ])('%s: the server answers with %s, %s', (name, answer) => {
    const story = stories.find((situation) => situation.name === name)!
    const answers = story.steps.flatMap(({ flights }) =>
      flights
        .filter(({ from }) => from.node === 'server')
        .map(({ frame }) => describeFrame(fromBase64(story.frames[frame].bytes))),
    )
    expect(answers[0]).toMatch(answer)
  })
})

describe('the numbers that the lesson quotes are those of its recordings', () => {
  it('ephemeral ports: both ends of the recorded range count', () => {
    const [low, high] = [32768, 60999]
    expect(lesson).toContain(`from ${low} to ${high}`)
    expect(lesson).toContain(`${high} − ${low} + 1 = ${(high - low + 1).toLocaleString('en-GB')}`)
  })

  it('a soft limit of 8 leaves room for four connections', () => {
    const transcript = read('transcripts/emfile.txt')
    expect(transcript.match(/^descriptor \d+: .* peer /gm)?.length).toBe(4)
    expect(lesson).toContain('leave room for four connections')
  })

  it('the capture is a SYN to port 6000 and its refusal', () => {
    const capture = readCapture(
      readFileSync(new URL('../../../public/captures/tcp-refused-loopback-bind.pcap', import.meta.url)),
    )
    expect(capture.frames.length).toBe(2)
    expect(JSON.stringify(listFlows(capture)[0])).toContain('6000')
    expect(lesson).toContain('A recorded packet for port 6000')
  })
})
