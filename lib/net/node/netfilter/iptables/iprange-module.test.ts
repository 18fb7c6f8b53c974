import { expect, it } from 'vitest'
import { makeNetfilter } from '../state'
import { runIptables } from './run'
import { splitWords } from './words'

// As iptables v1.8.9 (nf_tables) printed it.

function run(...lines: string[]) {
  const state = makeNetfilter()
  return lines.map((line) => runIptables(state, splitWords(line), 'iptables')).at(-1)
}

it.each([
  ['-A INPUT -m iprange --src-range 10.0.0.1-10.0.0.9 ! --dst-range 10.1.0.1-10.1.0.2 -j ACCEPT', undefined],
  [
    '-A INPUT -m iprange --src-range 10.0.0.30 -j ACCEPT',
    '-A INPUT -m iprange --src-range 10.0.0.30-10.0.0.30 -j ACCEPT',
  ],
])('saves %s', (line, saved = line) => {
  expect(run(line, '-S INPUT')?.output).toEqual(['-P INPUT ACCEPT', saved])
})

it('lists the ranges in words', () => {
  const listed = run(
    '-A INPUT -m iprange --src-range 10.0.0.1-10.0.0.9 ! --dst-range 10.1.0.1-10.1.0.2 -j ACCEPT',
    '-n -L INPUT',
  )
  expect(listed?.output.at(-1)).toMatch(
    / source IP range 10\.0\.0\.1-10\.0\.0\.9 destination IP range ! 10\.1\.0\.1-10\.1\.0\.2$/,
  )
})

it.each([
  ['-A INPUT -m iprange -j ACCEPT', "iprange match: You must specify `--src-range' or `--dst-range'"],
  [
    '-A INPUT -m iprange --src-range 10.0.0.300 -j ACCEPT',
    'iprange: Bad value for "--src-range" option: "10.0.0.300"',
  ],
])('refuses %s', (line, sentence) => {
  expect(run(line)?.errors.join('\n')).toContain(`iptables v1.8.9 (nf_tables): ${sentence}`)
})
