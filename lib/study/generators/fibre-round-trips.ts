import { wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** Light in glass, rounded as people reckon: km in a millisecond. */
const KM_PER_MS = 200

/** How long some round trips over a distance take at least, one after the other, at 200,000 km/s. */
export const fibreRoundTrips: Generator<object> = {
  readParams(params) {
    onlyParams(params, [])
    return {}
  },

  make(random) {
    const km = wholeNumber(random, 3, 160) * 100
    const trips = wholeNumber(random, 1, 4)
    const oneTrip = (2 * km) / KM_PER_MS
    const answer = oneTrip * trips

    return {
      given: [
        { name: 'distance', value: `${km.toLocaleString('en-GB')} km` },
        { name: 'speed of light in fibre', value: '200,000 km/s' },
        { name: 'round trips, one after the other', value: String(trips) },
      ],
      answer,
      unit: 'ms',
      working: [
        '200,000 km/s are 200 km in a millisecond.',
        `There and back: 2 × ${km} km / 200 km per ms = ${oneTrip} ms`,
        `${trips} × ${oneTrip} ms = ${answer} ms`,
      ],
      wrong: [
        {
          number: answer / 2,
          misconception: 'A round trip is the distance once',
          why: 'The question goes there and the answer comes back: twice the distance.',
        },
        {
          number: oneTrip,
          misconception: 'Round trips in a row take the time of one',
          why: 'Each waits for the one before. Multiply.',
        },
        {
          number: (answer * 2) / 3,
          misconception: 'Light in glass is as fast as in a vacuum',
          why: 'In glass it covers about 200,000 km in a second, two thirds of 300,000.',
        },
        {
          number: answer * 2,
          misconception: 'There and back are counted twice',
          why: 'The 2 for there and back is in the round trip already.',
        },
      ].filter(({ number }) => Number.isInteger(number)),
    }
  },
}
