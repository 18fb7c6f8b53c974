import { runIpAddress } from './ip-address'
import { runIpLink } from './ip-link'
import { runIpNeighbour } from './ip-neighbour'
import { runIpRoute } from './ip-route'
import { failed, type Output } from './output'
import type { Terminal } from './terminal'

/** Options before the object, ip(8). */
export type IpOptions = { readonly family: 4 | 6 | null; readonly brief: boolean }

const OBJECTS = ['address', 'link', 'neighbour', 'neighbor', 'route'] as const

/** `ip [-4|-6] [-br] OBJECT …`; an object and its command may be cut short as far as `ip` knows it. */
export function runIp(terminal: Terminal, words: readonly string[]): Output {
  let family: 4 | 6 | null = null
  let brief = false
  let at = 0
  for (; words[at]?.startsWith('-'); at++) {
    if (words[at] === '-4') family = 4
    else if (words[at] === '-6') family = 6
    else if ('-brief'.startsWith(words[at]) && words[at].length > 2) brief = true
    else if (words[at] !== '-c' && !words[at].startsWith('-color'))
      return failed(`Option "${words[at]}" is unknown, try "ip -help".`, 255)
  }
  const given = words[at]
  const rest = words.slice(at + 1)
  const object = given === undefined ? undefined : OBJECTS.find((known) => known.startsWith(given))
  const options = { family, brief }
  switch (object) {
    case 'address':
      return runIpAddress(terminal, rest, options)
    case 'link':
      return runIpLink(terminal, rest, options)
    case 'neighbour':
    case 'neighbor':
      return runIpNeighbour(terminal, rest, options)
    case 'route':
      return runIpRoute(terminal, rest, options)
    default:
      return given === undefined
        ? failed('Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }', 255)
        : failed(`Object "${given}" is unknown, try "ip help".`, 1)
  }
}

/** The command of an object: `show` when none is given; null when it is none of `known`. */
export function commandOf(words: readonly string[], known: readonly string[]): string | null {
  if (words.length === 0) return 'show'
  if (words[0] === 'list' || words[0] === 'ls') return 'show'
  return known.find((command) => command.startsWith(words[0])) ?? null
}
