import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeNetfilter } from '../state'
import { applyWords } from './apply'
import type { Tool } from './refusal'
import { restoreTables, runIptables } from './run'
import { saveTables } from './save'
import { splitWords } from './words'

/** Recorded with iptables v1.8.9 (nf_tables) on a Linux kernel, one command after the other in a fresh network namespace. */
function recorded(name: string): { command: string; said: string }[] {
  const text = readFileSync(new URL(`../fixtures/iptables-${name}.txt`, import.meta.url), 'utf8')
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((block) => {
      const end = block.indexOf('\n')
      return { command: block.slice(0, end), said: block.slice(end + 1).trimEnd() }
    })
}

describe.each(['refusals', 'editing', 'listings'])('what the real iptables said: %s', (name) => {
  const state = makeNetfilter()
  for (const [index, { command, said }] of recorded(name).entries()) {
    it(`${index + 1}. ${command}`, () => {
      const [tool, ...words] = splitWords(command)
      const { output, errors, exit } = runIptables(state, words, tool as Tool)
      expect([...output, ...errors, `rc=${exit}`].join('\n').trim()).toBe(said.trim())
    })
  }
})

describe('what the real iptables said to wrong lines, each in a fresh network namespace', () => {
  for (const [index, { command, said }] of recorded('wrong').entries()) {
    it(`${index + 1}. ${command}`, () => {
      const [tool, ...words] = splitWords(command)
      const { output, errors, exit } = runIptables(makeNetfilter(), words, tool as Tool)
      expect([...output, ...errors, `rc=${exit}`].join('\n').trim()).toBe(said.trim())
    })
  }
})

describe('where a line is wrong', () => {
  it.each([
    ['-A INPUT -p tcp --dport 99999 -j ACCEPT', '99999', 5],
    ['-A INPUT -p tcp --dport 80 -j ACEPT', 'ACEPT', 7],
    ['-A INPT -j ACCEPT', 'INPT', 1],
    ['-A INPUT -s 192.168.1.300 -j DROP', '192.168.1.300', 3],
    ['-A INPUT --dport 80 -j DROP', '--dport', 2],
  ])('%s: the word is %s', (line, word, at) => {
    const [tool, words] = ['iptables', splitWords(line)] as const
    const outcome = applyWords(makeNetfilter(), words, tool)
    expect(outcome).toMatchObject({ ok: false, word, at })
  })
})

describe('iptables-save and iptables-restore', () => {
  it('give back what was saved, counters included', () => {
    const state = makeNetfilter()
    for (const { command } of recorded('listings')) {
      const [tool, ...words] = splitWords(command)
      if (tool === 'iptables') runIptables(state, words, tool)
    }
    const saved = saveTables(state, 4, 'Sat Nov 21 04:29:07 2026', true)
    const restored = makeNetfilter()
    expect(restoreTables(restored, saved.join('\n'), 'iptables')).toMatchObject({ exit: 0, errors: [] })
    expect(saveTables(restored, 4, 'Sat Nov 21 04:29:07 2026', true)).toEqual(saved)
  })

  it('take all of a file or nothing, and name the line', () => {
    const state = makeNetfilter()
    runIptables(state, splitWords('-A INPUT -j DROP'), 'iptables')
    const { errors, exit } = restoreTables(
      state,
      '*filter\n-A INPUT -j ACCEPT\n-A INPUT -p tcq -j DROP\nCOMMIT',
      'iptables',
    )
    expect(errors.join('\n')).toContain('unknown protocol "tcq" specified\nError occurred at line: 3')
    expect(exit).toBe(2)
    expect(runIptables(state, ['-S', 'INPUT'], 'iptables').output).toEqual([
      '-P INPUT ACCEPT',
      '-A INPUT -j DROP',
    ])
  })
})
