import { flagNames } from '../../net/explain/flag-names'
import { act, connecting, exchange } from '../../net/situation/program'
import { runSituation } from '../../net/situation/run'
import { LINUX_SETTINGS, type Settings, type Situation } from '../../net/situation/situation'
import { type Story, tellStory } from '../../net/situation/story'
import { pick, type Random, wholeNumber } from '../seeded-random'
import type { DrillTable } from './drill'

/** A connection with fresh numbers: who sends how much, who closes, and which packets are lost. */
export type Exercise = {
  readonly story: Story
  readonly request: number
  readonly response: number
  readonly settings: Settings
}

/** Runs a connection whose numbers come from `random`: both ISNs, request, response, and who closes first. */
export function runExercise(random: Random, lost: readonly number[] = []): Exercise {
  const request = wholeNumber(random, 20, 900)
  const response = wholeNumber(random, 20, 1400)
  const settings: Settings = {
    ...LINUX_SETTINGS,
    isn: [wholeNumber(random, 1_000, 90_000), wholeNumber(random, 100_000, 900_000)],
    closes: pick(random, ['client', 'server', 'both']),
    lost,
  }
  const situation: Situation = {
    name: 'open',
    title: '',
    ask: '',
    settings: {},
    server: { listens: true, backlog: 8, refuses: null, waiting: 0 },
    program: (set) => [...connecting, ...exchange(request, response, set)],
  }
  return { story: tellStory(runSituation(situation, settings), settings), request, response, settings }
}

/** Both ends call connect() at once, and nothing else. */
export function runSimultaneousOpen(random: Random): Story {
  const settings: Settings = {
    ...LINUX_SETTINGS,
    isn: [wholeNumber(random, 1_000, 90_000), wholeNumber(random, 100_000, 900_000)],
    closes: 'nobody',
  }
  const situation: Situation = {
    name: 'simultaneous-open',
    title: '',
    ask: '',
    settings: {},
    server: { listens: false, backlog: 8, refuses: null, waiting: 0 },
    program: () => [act(0, 'start', { call: 'connect' }, 0), act(1, 'start', { call: 'connect' }, 0)],
  }
  return tellStory(runSituation(situation, settings), settings)
}

export const FROM = ['client', 'server'] as const

/** The first `count` segments, with raw numbers, as a capture between the ends shows them. */
export function segmentTable({ conversation }: Story, count: number): DrillTable {
  return {
    caption: 'The segments so far',
    columns: ['No.', 'From', 'Flags', 'SEQ', 'ACK', 'Payload'],
    rows: conversation.steps
      .slice(0, count)
      .map(({ number, from, flags, sequence, acknowledgment, relative, payloadLength, outcome }) => [
        String(number),
        FROM[from],
        flagNames(flags) + (outcome === 'no-answer' ? ' (lost)' : ''),
        String(sequence),
        relative.acknowledgment === null ? '–' : String(acknowledgment),
        `${payloadLength} B`,
      ]),
  }
}
