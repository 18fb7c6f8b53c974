import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runIptables } from '../iptables/run'
import { splitWords } from '../iptables/words'
import { makeNetfilter } from '../state'
import { listRuleset } from './list'
import { runNft } from './run'

function fixture(name: string): string {
  return readFileSync(new URL(`../fixtures/nft-${name}.txt`, import.meta.url), 'utf8')
}

/** Recorded with nftables v1.0.6 on a Linux kernel, one command after the other in a fresh network namespace. */
function recorded(name: string): { command: string; said: string }[] {
  return fixture(name)
    .split(/^\$ nft /m)
    .slice(1)
    .map((block) => {
      const end = block.indexOf('\n')
      return { command: block.slice(0, end), said: block.slice(end + 1).trimEnd() }
    })
}

describe.each(['session', 'rules', 'more', 'handles'])('what the real nft said: %s', (name) => {
  const state = makeNetfilter()
  for (const [index, { command, said }] of recorded(name).entries()) {
    it(`${index + 1}. ${command}`, () => {
      const { output, errors, exit } = runNft(state, command.replace(/^-a /, ''), {
        handles: command.startsWith('-a '),
      })
      expect([...output, ...errors, `rc=${exit}`].join('\n')).toBe(said)
    })
  }
})

describe('what the real nft said to wrong words, where there is a table t with an input chain c', () => {
  for (const [index, { command, said }] of recorded('wrong').entries()) {
    it(`${index + 1}. ${command}`, () => {
      const state = makeNetfilter()
      runNft(state, 'add table ip t')
      runNft(state, 'add chain ip t c { type filter hook input priority 0 ; }')
      const { output, errors, exit } = runNft(state, command)
      expect([...output, ...errors, `rc=${exit}`].join('\n')).toBe(said)
    })
  }
})

it('lists the tables of iptables too, with the warning of the real nft', () => {
  const state = makeNetfilter()
  for (const block of fixture('beside-iptables').split(/^\$ /m).slice(1)) {
    const [command, ...said] = block.trimEnd().split('\n')
    const [tool, ...words] = splitWords(command)
    const { output, exit } =
      tool === 'nft' ? runNft(state, words.join(' ')) : runIptables(state, words, 'iptables')
    expect([...output, `rc=${exit}`]).toEqual(said)
  }
})

describe('nft -f', () => {
  it('reads a whole file, and lists it as the real nft does', () => {
    const state = makeNetfilter()
    expect(runNft(state, fixture('file'), { file: 'rules.nft' })).toMatchObject({ exit: 0, errors: [] })
    expect(listRuleset(state)).toEqual(fixture('file-listing').trimEnd().split('\n'))
  })

  it('reads its own listing again', () => {
    const [state, again] = [makeNetfilter(), makeNetfilter()]
    runNft(state, fixture('file'))
    // the real nft, too, reads a set of one element as that element
    const listed = listRuleset(state).map((line) => line.replace('{ 22 }', '22'))
    expect(runNft(again, listed.join('\n')).errors).toEqual([])
    expect(listRuleset(again)).toEqual(listed)
  })

  const file = (rule: string) => `# comment
table inet filter {
	chain input {
		type filter hook input priority 0; policy drop;
		ct state established,related accept
		${rule}
	}
}
`
  it.each([
    ['tcp dprot 22 accept', '6:7-11: Error: syntax error, unexpected string', 7, 'dprot'],
    ['tcp dport 22222222 accept', '6:13-20: Error: Service out of range', 13, '22222222'],
    ['tcp dport 22 jump foo', '6:21-23: Error: Could not process rule: No such file or directory', 21, 'foo'],
    ['tcp dport 22 acept', '6:21-21: Error: syntax error, unexpected newline', 16, 'acept'],
  ])('%s: names the place and takes nothing of the file', (rule, first, column, word) => {
    const state = makeNetfilter()
    const { errors, exit, problem } = runNft(state, file(rule), { file: 'rules.nft' })
    expect(errors[0]).toBe(`rules.nft:${first}`)
    expect(errors[1]).toBe(`\t\t${rule}`)
    expect(errors[2]).toMatch(/^\t\t *\^+$/)
    expect(exit).toBe(1)
    expect(problem).toMatchObject({ line: 6, column, word })
    expect(state.tables).toEqual([])
  })

  it('changes the policy of a chain, and leaves it when the text is silent about it', () => {
    const state = makeNetfilter()
    runNft(state, 'table ip f {\nchain c {\ntype filter hook input priority 0; policy drop\n}\n}')
    runNft(state, 'add chain f c { type filter hook input priority 0; }')
    expect(listRuleset(state)[2]).toContain('policy drop;')
    runNft(state, 'add chain f c { policy accept; }')
    expect(listRuleset(state)[2]).toContain('policy accept;')
  })
})
