import { pick, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

const DOES = {
  t1: 'asks its own server for more time for the first time',
  t2: 'begins to ask every server',
} as const

/** When a client renews (T1, half) or rebinds (T2, seven eighths): RFC 2131 section 4.4.5. No params. */
export const dhcpTimers: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const lease = wholeNumber(random, 2, 18) * 480
    const which = pick(random, ['t1', 't2'] as const)
    const half = lease / 2
    const late = (lease * 7) / 8
    const answer = which === 't1' ? half : late
    return {
      given: [
        { name: 'lease time', value: `${lease} s` },
        { name: 'the client', value: DOES[which] },
      ],
      answer,
      unit: 's',
      working: [
        which === 't1'
          ? `T1 is half: ${lease} ÷ 2 = ${half} s`
          : `T2 is seven eighths: ${lease} × 7 ÷ 8 = ${late} s`,
      ],
      wrong: [
        {
          number: which === 't1' ? late : half,
          misconception: 'T1 and T2 are mixed up',
          why: 'At T1 it asks its own server, at T2 all of them.',
        },
        {
          number: lease,
          misconception: 'A client asks when the lease ends',
          why: 'At the end it has to give the address up. It asks long before.',
        },
        {
          number: (lease * 3) / 4,
          misconception: 'T2 is three quarters',
          why: 'Seven eighths, 0.875.',
        },
        {
          number: lease / 8,
          misconception: 'The time that is left is taken for the time that is over',
          why: 'One eighth is left then. Seven eighths are over.',
        },
      ],
    }
  },
}
