import { expect, it } from 'vitest'
import { flagNames } from '../explain/flag-names'
import { runSituation } from './run'
import { LINUX_SETTINGS, type Settings, type SituationName, settingsOf } from './situation'
import { situationNamed, situations } from './situations'
import { tellStory } from './story'

function tell(name: SituationName, changed: Partial<Settings> = {}) {
  const situation = situationNamed(name)
  const settings = { ...settingsOf(situation), ...changed }
  return tellStory(runSituation(situation, settings), settings)
}

/** "c SYN", "s SYN, ACK x" (lost), "c ICMP port-unreachable", "c *" (nothing is sent). */
function outline(name: SituationName, changed: Partial<Settings> = {}) {
  return tell(name, changed).conversation.steps.map(
    ({ from, flags, kind, label, outcome }) =>
      `${from === 0 ? 'c' : 's'} ${kind === 'moment' ? '*' : kind === 'icmp' ? label : flagNames(flags)}${outcome === 'no-answer' ? ' x' : ''}`,
  )
}

const HANDSHAKE = ['c SYN', 's SYN, ACK', 'c ACK']

it.each<[SituationName, readonly string[], string]>([
  ['syn-lost', ['c SYN x', ...HANDSHAKE], 'the client sends its SYN again'],
  ['refused', ['c SYN', 's RST, ACK'], 'a closed port answers with RST'],
  ['rejected', ['c SYN', 's port-unreachable'], 'REJECT answers with ICMP'],
  ['filtered', [...Array<string>(7).fill('c SYN'), 'c *'], 'seven SYNs, then the client gives up'],
  [
    'simultaneous-open',
    ['c SYN', 's SYN', 's SYN, ACK', 'c SYN, ACK', 'c ACK', 's ACK'],
    'both answer a SYN with SYN and ACK',
  ],
  [
    'data-timeout',
    [...HANDSHAKE, 'c PSH, ACK x', 'c PSH, ACK', 's ACK'],
    'nobody notices but the timer of the sender',
  ],
  [
    'half-close',
    [
      ...HANDSHAKE,
      'c PSH, ACK',
      'c FIN, ACK',
      's ACK',
      's *',
      's PSH, ACK',
      'c ACK',
      's FIN, ACK',
      'c ACK',
      'c *',
    ],
    'the server goes on sending after the FIN',
  ],
  ['ack-lost', ['c SYN', 's SYN, ACK', 'c ACK x', 'c PSH, ACK', 's ACK'], 'the data carries the same ACK'],
  [
    'backlog-full',
    ['c SYN', 'c SYN', ...HANDSHAKE],
    'the SYN is dropped until the program accepts the connection before it',
  ],
])('%s: %j (%s)', (name, segments) => {
  expect(outline(name)).toEqual(segments)
})

it('names the moments: ETIMEDOUT after 127 s, TIME-WAIT over after 60 s', () => {
  expect(tell('filtered').moments.at(-1)?.atUs).toBe(127_000_000)
  const { moments } = tell('open')
  expect(moments.at(-1)!.atUs - moments.at(-3)!.atUs).toBe(60_000_000)
})

it('sends the lost SYN again after one second, the lost data after RTO, the hole at once', () => {
  const [, again] = tell('syn-lost').conversation.steps
  expect(again.sentUs).toBe(1_000_000)
  const data = tell('data-timeout').conversation.steps
  // a round trip of 40 ms and a variance of 200 ms at least (RFC 6298, with Linux's floor)
  expect(data[4].sentUs - data[3].sentUs).toBe(240_000)
  const fast = tell('fast-retransmit').conversation.steps.find(({ because }) => because === 'data.again-fast')
  expect(fast!.sentUs).toBeLessThan(100_000)
})

it('takes both ends of a simultaneous close through CLOSING to TIME-WAIT', () => {
  const through = tell('simultaneous-close').moments.flatMap(({ transitions }) => transitions)
  for (const end of [0, 1])
    expect(through.filter((each) => each.end === end).map(({ after }) => after)).toEqual(
      expect.arrayContaining(['closing', 'time-wait']),
    )
})

it.each(situations.flatMap(({ name }) => [0, 40, 900].map((rttMs) => [name, rttMs] as const)))(
  '%s, %i ms: no end leaves a state that it was not told to be in, and what both know agrees',
  (name, rttMs) => {
    const { conversation, moments } = tell(name, { rttMs })
    const now = [...conversation.initial]
    for (const [index, { states }] of conversation.steps.entries()) {
      for (const end of [0, 1] as const) {
        const { before, after } = states[end]
        if (before === after) continue
        expect(before, `step ${index + 1}`).toBe(now[end])
        now[end] = after
      }
      expect(
        moments[index].ends.map(({ state }) => state),
        `step ${index + 1}`,
      ).toEqual(now)
    }
  },
)

it('says in which step a lost segment is sent again, and what becomes of a SYN that comes twice', () => {
  const { moments } = tell('syn-ack-lost')
  expect(moments[1].sentence).toContain('It is lost on the way. It is sent again in step 4.')
  expect(moments[6].sentence).toContain('The SYN that has come is nothing new to the client')
})

it('tells the arrival by itself where nothing answers it and both ends send at once', () => {
  const { moments, conversation } = tell('simultaneous-close')
  const [at, step] = [...conversation.steps.entries()].find(([, { kind }]) => kind === 'moment')!
  expect(moments[at].sentence).toMatch(
    /^The ACK of step 10 arrives at the client\. The client goes to TIME-WAIT/,
  )
  expect(step.label).toBe('rcv ACK')
})

it('tells each transition as figure 5 does', () => {
  const { moments } = tell('open')
  expect(moments.slice(0, 3).map(({ transitions }) => transitions)).toEqual([
    [
      { end: 0, before: 'closed', after: 'syn-sent', event: 'active OPEN', action: 'snd SYN' },
      { end: 1, before: 'listen', after: 'syn-received', event: 'rcv SYN', action: 'snd SYN, ACK' },
    ],
    [{ end: 0, before: 'syn-sent', after: 'established', event: 'rcv SYN, ACK', action: 'snd ACK' }],
    [{ end: 1, before: 'syn-received', after: 'established', event: 'rcv ACK', action: null }],
  ])
})

it('begins with the numbers, the MSS and the window that are set', () => {
  const { conversation, moments } = tell('open', { isn: [4_294_967_290, 7], mss: 536, receiveBuffer: 4096 })
  const [syn, synAck] = conversation.steps
  expect([syn.sequence, synAck.sequence, syn.options.mss]).toEqual([4_294_967_290, 7, 536])
  expect(synAck.window).toBeLessThan(8192)
  expect(moments[3].ends[0].tcb?.sndNxt).toBe(95) // 4294967290 + SYN + 100 bytes, past the end of the numbers
})

it.each(situations.map(({ name }) => name))(
  '%s: every step has a sentence, and the run comes to an end',
  (name) => {
    const { moments, isCut } = tell(name)
    expect(isCut).toBe(false)
    for (const { sentence } of moments) expect(sentence).toMatch(/^[A-Z].*[.”]$/)
  },
)

it.each([0, 1, 900])('keeps to its story at a round trip of %i ms', (rttMs) => {
  expect(outline('open', { rttMs }).slice(0, 3)).toEqual(HANDSHAKE)
  expect(tell('open', { rttMs }).conversation.steps[0].arrivedUs).toBe(Math.max(5, rttMs * 500))
})

it('sends a needless second SYN where a round trip takes longer than the first timeout', () => {
  expect(outline('open', { rttMs: 1200 }).slice(0, 3)).toEqual(['c SYN', 's SYN, ACK', 'c SYN'])
})

it('is the same every time', () => {
  expect(tell('fast-retransmit')).toEqual(tell('fast-retransmit'))
  expect(LINUX_SETTINGS.lost).toEqual([])
})
