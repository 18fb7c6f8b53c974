import { switchFilterOn } from '../node/filter-on'
import { runNft as runNftText } from '../node/netfilter/nft/run'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

/** `nft [-a] [-n] COMMAND …`, nft(8): the words joined are the text, as the real nft does. */
export function runNft(terminal: Terminal, words: readonly string[]): Output {
  let handles = false
  let at = 0
  for (; words[at]?.startsWith('-'); at++) {
    if (words[at] === '-a' || words[at] === '--handle') handles = true
    else if (words[at] !== '-n' && words[at] !== '-nn')
      return failed(`nft: invalid option -- '${words[at].replace(/^-+/, '')}'`, 1)
  }
  const text = words.slice(at).join(' ')
  if (text === '') return failed('nft: no command specified', 1)
  const machine = machineOf(terminal)
  const { output, errors, exit } = runNftText(machine.netfilter, text, { handles })
  switchFilterOn(machine)
  return wrote([...output, ...errors], exit)
}
