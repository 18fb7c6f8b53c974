import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDrawer } from '../storage'
import { type MemoryArea, memoryArea } from '../storage.memory'
import { APP, formatProgress, parseProgress } from './progress'
import { anyProgress } from './progress.arbitrary'
import { createProgressStore, type ProgressStore } from './progress-store'
import { recordAnswer, recordReading } from './record-progress'

const LESSON = 'transport/tcp-connections'
const KEY = 'hop-by-hop:progress'

function openTab(area: MemoryArea, now = () => 1000): ProgressStore {
  return createProgressStore(
    openDrawer('progress', () => area),
    openDrawer('progress:v1', () => area),
    now,
  )
}

function answer(tab: ProgressStore, item: string, score = 1) {
  tab.update((progress, now) =>
    recordAnswer(
      progress,
      LESSON,
      item,
      { score, answer: ['a'], misconceptions: score === 1 ? [] : ['a wrong idea'] },
      now,
    ),
  )
}

const items = (tab: ProgressStore) => Object.keys(tab.get().progress.quizzes[LESSON] ?? {}).sort()
const texts = (area: MemoryArea) => [...area.entries()].map(([, text]) => text)

describe('the progress of one browser', () => {
  it('is there again after a reload', () => {
    const area = memoryArea()
    answer(openTab(area), 'syn-counts')
    expect(items(openTab(area))).toEqual(['syn-counts'])
  })

  it('writes nothing before something happened', () => {
    const area = memoryArea()
    openTab(area)
    expect(texts(area)).toEqual([])
  })

  it('tells its listeners of a change, and only of a change', () => {
    const tab = openTab(memoryArea())
    let heard = 0
    const stop = tab.subscribe(() => (heard += 1))
    answer(tab, 'syn-counts')
    expect(heard).toBe(1)
    const before = tab.get()
    tab.update((progress) => progress)
    expect(tab.get()).toBe(before)
    stop()
    answer(tab, 'other')
    expect(heard).toBe(1)
  })
})

describe('two tabs', () => {
  it('keep the answers of both, although each opened before the other wrote', () => {
    const area = memoryArea()
    const [one, two] = [openTab(area), openTab(area)]
    answer(one, 'in-one')
    answer(two, 'in-two')
    answer(one, 'in-one')
    const reloaded = openTab(area)
    expect(items(reloaded)).toEqual(['in-one', 'in-two'])
    expect(reloaded.get().progress.quizzes[LESSON]?.['in-one']?.attempts).toBe(2)
  })

  it('do not bring back what one of them reset', () => {
    const area = memoryArea()
    const [one, two] = [openTab(area), openTab(area)]
    answer(one, 'old')
    answer(two, 'old-too')
    one.reset()
    answer(two, 'new')
    expect(items(openTab(area))).toEqual(['new'])
  })
})

describe('data that is not ours', () => {
  it.each([
    ['corrupt', '{"app":"hop-by-hop"'],
    ['foreign', '{"theme":"dark"}'],
  ])('sets %s data aside, says so, and goes on', (problem, text) => {
    const area = memoryArea()
    area.setItem(KEY, text)
    const tab = openTab(area)
    expect(tab.get().setAside).toMatchObject([{ problem, key: `${KEY}:aside:1` }])
    answer(tab, 'after')
    expect(texts(area)).toContain(text)
    expect(items(openTab(area))).toEqual(['after'])
  })

  it('leaves data of a later version where it is, copies it, and keeps its own progress beside it', () => {
    const area = memoryArea()
    const future = JSON.stringify({ app: APP, kind: 'progress', version: 9, data: { shape: 'unknown' } })
    area.setItem(KEY, future)
    const tab = openTab(area)
    expect(tab.get().setAside).toMatchObject([{ problem: 'future', key: `${KEY}:aside:1` }])
    answer(tab, 'with-the-old-version')
    expect(area.getItem(KEY)).toBe(future)
    expect(area.getItem(`${KEY}:aside:1`)).toBe(future)
    expect(items(openTab(area))).toEqual(['with-the-old-version'])
  })

  it('merges what was kept beside a later version once it can read the main document again', () => {
    const area = memoryArea()
    area.setItem(KEY, JSON.stringify({ app: APP, kind: 'progress', version: 9, data: {} }))
    answer(openTab(area), 'beside')
    area.removeItem(KEY)
    const tab = openTab(area)
    answer(tab, 'in-main')
    expect(items(tab)).toEqual(['beside', 'in-main'])
    expect(area.getItem(KEY)).toBe(formatProgress(tab.get().progress))
  })

  it('does not overwrite what it could not copy', () => {
    const area = memoryArea()
    area.setItem(KEY, 'precious?')
    area.full = true
    const tab = openTab(area)
    answer(tab, 'in-memory')
    expect(area.getItem(KEY)).toBe('precious?')
    expect(items(tab)).toEqual(['in-memory'])
    expect(tab.get()).toMatchObject({ keeping: 'full', setAside: [{ key: null }] })
  })

  it('does not overwrite what it could not copy even where overwriting would fit', () => {
    const roomy = memoryArea()
    roomy.setItem(KEY, 'precious?')
    const area: MemoryArea = Object.assign(Object.create(roomy), {
      setItem(key: string, text: string) {
        if (key.includes(':aside:'))
          throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
        roomy.setItem(key, text)
      },
    })
    answer(openTab(area), 'in-memory')
    expect(roomy.getItem(KEY)).toBe('precious?')
  })

  it('never loses a text and never throws, whatever was stored', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.json()), (text) => {
        const area = memoryArea()
        area.setItem(KEY, text)
        const tab = openTab(area)
        answer(tab, 'after')
        expect(items(tab)).toEqual(['after'])
        if (parseProgress(text).problem) expect(texts(area)).toContain(text)
      }),
    )
  })
})

describe('storage that refuses', () => {
  it.each(['full', 'forbidden'] as const)('%s: the tab remembers, and says that nothing is kept', (why) => {
    const area = memoryArea({ [why]: true })
    const tab = openTab(area)
    answer(tab, 'in-memory')
    expect(items(tab)).toEqual(['in-memory'])
    expect(tab.get().keeping).toBe(why)
  })

  it('keeps everything again as soon as there is room', () => {
    const area = memoryArea({ full: true })
    const tab = openTab(area)
    answer(tab, 'one')
    area.full = false
    answer(tab, 'two')
    expect(tab.get().keeping).toBe('kept')
    expect(items(openTab(area))).toEqual(['one', 'two'])
  })
})

describe('moving progress', () => {
  it('comes back whole after export, reset and import', () => {
    fc.assert(
      fc.property(anyProgress, (progress) => {
        const area = memoryArea()
        area.setItem(KEY, formatProgress(progress))
        const tab = openTab(area)
        const file = tab.exportText()
        tab.reset()
        expect(tab.get().progress.lessons).toEqual({})
        expect(tab.importText(file)).toMatchObject({ imported: true })
        const { generation } = tab.get().progress
        expect(formatProgress(tab.get().progress)).toBe(formatProgress({ ...progress, generation }))
      }),
    )
  })

  it('never loses the better record of either side', () => {
    const here = openTab(memoryArea(), () => 5)
    const there = openTab(memoryArea(), () => 9)
    answer(here, 'right-here', 1)
    answer(here, 'right-there', 0)
    answer(there, 'right-here', 0)
    answer(there, 'right-there', 1)
    here.update((progress, now) => recordReading(progress, LESSON, { read: 1, place: 'recap' }, now))
    there.update((progress, now) => recordReading(progress, LESSON, { read: 0.2, place: 'hook' }, now))
    here.importText(there.exportText())
    const { quizzes, lessons } = here.get().progress
    expect(quizzes[LESSON]).toMatchObject({
      'right-here': { best: 1, firstRight: 5 },
      'right-there': { best: 1, firstRight: 9, first: { score: 0 } },
    })
    expect(lessons[LESSON]).toEqual({ read: 1, place: 'hook', at: 9, done: 5 })
  })

  it.each([
    ['a file that was cut off', '{"app":"hop-by-hop","kind"', 'cannot be read as JSON'],
    ['a file of another program', '{"version":1,"cards":[]}', 'not written by Hop by Hop'],
    [
      'a file of a later version',
      JSON.stringify({ app: APP, kind: 'progress', version: 2, data: {} }),
      'later version',
    ],
    [
      'a file with a wrong entry',
      JSON.stringify({ app: APP, kind: 'progress', version: 1, data: { generation: 0 } }),
      'lessons',
    ],
  ])('refuses %s with the reason and changes nothing', (_what, file, reason) => {
    const area = memoryArea()
    const tab = openTab(area)
    answer(tab, 'mine')
    const before = [...area.entries()]
    expect(tab.importText(file)).toEqual({ imported: false, reason: expect.stringContaining(reason) })
    expect([...area.entries()]).toEqual(before)
  })
})
