import { shuffle, wholeNumber } from '../seeded-random'
import { type Generator, onlyParams } from './generated'

/** Addresses with this first octet and a second one from the range. */
type Family = {
  readonly first: number
  readonly least: number
  readonly most: number
  readonly says: string
}

const PRIVATE: readonly Family[] = [
  { first: 10, least: 0, most: 255, says: 'private, in 10.0.0.0/8' },
  { first: 172, least: 16, most: 31, says: 'private, in 172.16.0.0/12' },
  { first: 192, least: 168, most: 168, says: 'private, in 192.168.0.0/16' },
]
/** Public or special ones that look like private ones. */
const LOOKALIKE: readonly (Family & { readonly special?: true })[] = [
  { first: 11, least: 0, most: 255, says: 'public' },
  { first: 172, least: 32, most: 255, says: 'public: above 172.31' },
  { first: 172, least: 0, most: 15, says: 'public: below 172.16' },
  { first: 192, least: 169, most: 169, says: 'public: not 192.168' },
  {
    first: 100,
    least: 64,
    most: 127,
    says: 'shared between a provider and its customers, not private',
    special: true,
  },
  { first: 169, least: 254, most: 254, says: 'link-local, not private', special: true },
  { first: 127, least: 0, most: 255, says: 'loopback, not private', special: true },
]
const MOST_PRIVATE = 4
const LISTED = 6

/** How many addresses of a list are private, RFC 1918 section 3. No params. */
export const privateAddresses: Generator<null> = {
  readParams(params) {
    onlyParams(params, [])
    return null
  },

  make(random) {
    const count = wholeNumber(random, 1, MOST_PRIVATE)
    const others = shuffle(random, LOOKALIKE).slice(0, LISTED - count)
    const owned = Array.from({ length: count }, (_, index) => PRIVATE[(index + count) % PRIVATE.length]!)
    const list = shuffle(random, [...owned, ...others]).map(({ first, least, most, says }) => {
      const second = wholeNumber(random, least, most)
      return {
        text: `${first}.${second}.${wholeNumber(random, 0, 255)}.${wholeNumber(random, 1, 254)}`,
        says,
      }
    })
    const inTwelve = (families: readonly Family[]) => families.filter(({ first }) => first === 172).length
    return {
      given: [{ name: 'addresses', value: list.map(({ text }) => `\`${text}\``).join(', ') }],
      answer: count,
      working: [
        ...list.map(({ text, says }) => `${text}: ${says}.`),
        `Private addresses: ${owned.map(() => 1).join(' + ')} = ${count}`,
      ],
      wrong: [
        {
          number: count + inTwelve(others),
          misconception: 'All of 172 is private',
          why: 'Only 172.16.x.x to 172.31.x.x.',
        },
        {
          number: count - inTwelve(owned),
          misconception: 'The block 172.16.0.0/12 is forgotten',
          why: '172.16.x.x to 172.31.x.x are private too.',
        },
        {
          number: count + others.filter(({ special }) => special).length,
          misconception: 'Every special address is private',
          why: 'Shared, link-local and loopback addresses are blocks of their own.',
        },
        {
          number: LISTED,
          misconception: 'Addresses that look alike are of one kind',
          why: 'Compare with the three blocks: 10.x, 172.16 to 172.31, 192.168.x.',
        },
      ],
    }
  },
}
