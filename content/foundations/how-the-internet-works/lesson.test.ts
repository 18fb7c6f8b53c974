import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { cities } from '@/components/widgets/latency-floor/cities'
import { cityNamed, floorBetween } from '@/components/widgets/latency-floor/floor-between'
import { tellNetwork } from '@/components/widgets/network/network-story'
import { readNetworkFile } from '@/lib/course/network-file'
import { fibreRoundTripMs, greatCircleKm } from '@/lib/net/sim/propagation'

const lesson = readFileSync(new URL('lesson.mdx', import.meta.url), 'utf8')
const file = JSON.parse(readFileSync(new URL('networks/one-request.json', import.meta.url), 'utf8'))
const { situations } = tellNetwork(readNetworkFile(file), 'one-request.json')
const [name, page, back, cut] = situations

const sentences = (story: typeof name) => story.steps.map(({ sentence }) => sentence)
const crossings = (story: typeof name, until: number) =>
  story.steps
    .slice(0, until)
    .filter(({ sentence }) =>
      /Provider.s router to Far router|Far router to Provider.s router/.test(sentence),
    )

it('the name takes 66.9 ms and two crossings of the sea', () => {
  expect(((name.steps.at(-1)?.at ?? 0) / 1000).toFixed(1)).toBe('66.9')
  expect(crossings(name, name.steps.length).length).toBe(2)
  expect(lesson).toContain('The name took 66.9 ms')
})

it('the page takes another 132.3 ms and four crossings, of which the last brings its bytes', () => {
  const arrival = sentences(page).findIndex((sentence) => /^Laptop: Everything up to/.test(sentence))
  expect(((page.steps[arrival]?.at ?? 0) / 1000).toFixed(1)).toBe('132.3')
  // an acknowledgment crosses beside the page, and nobody waits for it
  const waited = crossings(page, arrival).filter(
    ({ sentence }) => !/TCP ACK to port \d+\.$/.test(sentence.trim()),
  )
  expect(waited.length).toBe(4)
  expect(arrival + 1).toBe(21)
  expect(lesson).toContain('in step 21 of situation 2')
  expect(lesson).toContain('another 132.3 ms and four crossings')
})

it('the answer comes home by the other cable, through another network', () => {
  expect(sentences(back).filter((sentence) => sentence.includes('by sea1')).length).toBe(1)
  expect(sentences(back).filter((sentence) => sentence.includes('by sea2')).length).toBe(1)
  expect(sentences(back).join(' ')).toContain('Another network to Provider')
})

it('with the cable cut, the packet is lost at the provider', () => {
  expect(sentences(cut).join(' ')).toContain('The link at sea1 is down')
})

it('the cables take all but a millisecond: under the sea 56 ms for the name and 112 for the page', () => {
  const delays = file.scenario.links.map(({ delay }: { delay?: string }) => Number.parseFloat(delay ?? '0'))
  const [home, line, , sea] = delays
  const arrival = sentences(page).findIndex((sentence) => /^Laptop: Everything up to/.test(sentence))
  const rest = (at: number | null | undefined, trips: number) =>
    (at ?? 0) / 1000 - trips * (home + line + sea)
  expect(rest(name.steps.at(-1)?.at, 2)).toBeLessThan(1)
  expect(rest(page.steps[arrival]?.at, 4)).toBeLessThan(1)
  expect(lesson).toContain(`Under the sea the name spent ${2 * sea} ms and the page ${4 * sea}`)
})

it('three trips from Sydney take 510 ms to London, and to Auckland alone less than 70', () => {
  const threeTrips = (to: string) => 3 * floorBetween(cityNamed('Sydney'), cityNamed(to)).floorMs
  expect(Math.round(threeTrips('London'))).toBe(510)
  expect(Math.round(threeTrips('Auckland'))).toBe(65)
  const near = cities.filter(({ name: city }) => city !== 'Sydney' && threeTrips(city) < 70)
  expect(near.map(({ name: city }) => city)).toEqual(['Auckland'])
  expect(lesson).toContain('at least 510 ms to London, and 65 to Auckland')
})

it('New York and London are 5,570 km apart, 55.7 ms there and back', () => {
  const km = greatCircleKm(
    { latitude: 40.71427, longitude: -74.00597 },
    { latitude: 51.50853, longitude: -0.12574 },
  )
  expect(Math.round(km)).toBe(5570)
  expect(fibreRoundTripMs(km).toFixed(1)).toBe('55.7')
  expect(lesson).toContain('5,570 km apart. There and back that makes 55.7 ms')
})

it('the recorded stages are round trips of 56 ms and some work', () => {
  const recorded = readFileSync(new URL('transcripts/round-trips.txt', import.meta.url), 'utf8')
  const stages = Array.from(recorded.matchAll(/^(?:name|connect|tls|first byte) (0\.\d+)/gm), ([, seconds]) =>
    Number(seconds),
  )
  expect(stages.map((seconds) => Math.floor(seconds / 0.056))).toEqual([1, 2, 3, 1, 2, 3, 4])
  expect(Math.round(((stages[6] ?? 0) - (stages[2] ?? 0)) * 1000)).toBe(66)
})
