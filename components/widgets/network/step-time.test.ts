import { expect, it } from 'vitest'
import { stepTime } from './step-time'

it.each<[number | null, string, string]>([
  [0, '0 ms', 'the first step'],
  [5, '0.005 ms', 'a short cable'],
  [310, '0.31 ms', 'no zeros at the end'],
  [20_330, '20.3 ms', 'microseconds no longer matter'],
  [200_310, '200.3 ms', 'the head start of IPv6'],
  [1_000_010, '1 s', 'a second and a cable'],
  [16_032_000, '16.032 s', 'after a wait'],
  [null, '', 'what is said at the end'],
])('%j µs is %j: %s', (at, text) => {
  expect(stepTime(at)).toBe(text)
})
