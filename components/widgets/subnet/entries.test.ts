import { describe, expect, it } from 'vitest'
import { readEntries, replaceEntry, withBits } from './entries'
import { FIRST_MOMENT, momentInLink, subnetCodec } from './moment'

describe('the field of the subnet calculator', () => {
  it('keeps what it understands and explains the rest', () => {
    const { read, refused } = readEntries('10.0.0.0/8\n10.0.0.256 # a host')
    expect(read.map(({ text }) => text)).toEqual(['10.0.0.0/8'])
    expect(refused.map(({ line, error, at, nearest }) => [line.line, error, at, nearest])).toEqual([
      [2, 'part 4 is above 255: "256"', 7, '10.0.0.255'],
    ])
  })

  it('has something to say when it is empty', () => {
    expect(readEntries(' \n# only a comment').refused[0].error).toContain('nothing to calculate')
  })

  it('changes the prefix length of one entry and leaves the others alone', () => {
    const wrote = '10.0.0.1 255.255.0.0, 192.0.2.1/24 # two'
    const [first, second] = readEntries(wrote).read
    expect(withBits(wrote, second, 25)).toBe('10.0.0.1 255.255.0.0, 192.0.2.1/25 # two')
    expect(withBits(wrote, first, 12)).toBe('10.0.0.1/12, 192.0.2.1/24 # two')
    expect(replaceEntry(wrote, first, '::1')).toBe('::1, 192.0.2.1/24 # two')
  })

  it('leaves a range as it is', () => {
    const [range] = readEntries('10.0.0.1-10.0.0.9').read
    expect(withBits('10.0.0.1-10.0.0.9', range, 8)).toBe('10.0.0.1-10.0.0.9')
  })
})

describe('a link to a moment of the subnet calculator', () => {
  it('leads back to it', () => {
    const moment = {
      wrote: '10.3.7.9/20\n2001:db8::/32, 10.0.0.5-10.0.1.20',
      at: 2,
      from: 16,
      cuts: 'd8',
      other: '10.4.0.1',
      needs: 'Office & lab 60\nUplink /30',
    }
    expect(subnetCodec.read(subnetCodec.write(moment)).state).toEqual(moment)
  })

  it.each([
    ['there is room for both', '', '', null],
    ['a list of 400', '10.0.0.0/24\n'.repeat(400), '', 'what is in the field'],
    ['a plan of 400', '', 'Office 60\n'.repeat(400), 'the plan'],
    ['one of both has room', '10.0.0.0/24\n'.repeat(200), 'Office 60\n'.repeat(200), 'the plan'],
    [
      'neither has room',
      '10.0.0.0/24\n'.repeat(400),
      'Office 60\n'.repeat(400),
      'what is in the field, and the plan',
    ],
  ])('leaves out what would make it too long to be read: %s', (_why, wrote, needs, leftOut) => {
    const made = momentInLink({ ...FIRST_MOMENT, wrote, needs, other: '10.4.0.1' })
    expect(made.leftOut).toBe(leftOut)
    expect(subnetCodec.read(subnetCodec.write(made.linked))).toEqual({ state: made.linked, problem: null })
  })

  it('is short for what it begins with, and refused when it is not understood', () => {
    expect(subnetCodec.write(FIRST_MOMENT)).toBe('#v1')
    expect(subnetCodec.read('#v1&from=200').problem).toContain('from is a whole number from -1 to 128')
  })
})
