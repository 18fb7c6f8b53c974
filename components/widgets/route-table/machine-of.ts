import { parseIpv4 } from '@/lib/net/addr/ipv4'
import { type Mac, ZERO_MAC } from '@/lib/net/addr/mac'
import { addAddress4 } from '@/lib/net/node/configure-address'
import type { Machine } from '@/lib/net/node/machine'
import { makeInterface, makeMachine } from '@/lib/net/node/machine-make'
import { ipRoute } from '@/lib/net/shell/ip-route'

/** The machine of the figure as it is found: its interfaces, and the routes that were added to theirs. */
export type RouteTableStart = {
  /** the host's name at the prompt */
  readonly name: string
  readonly interfaces: readonly { readonly name: string; readonly address: string; readonly bits: number }[]
  /** as after `ip route add` */
  readonly routes: readonly string[]
}

export type Verb = 'add' | 'change' | 'replace' | 'del'
export type Line = { readonly verb: Verb; readonly words: string }

/** A machine whose table had these lines applied, one after the other. Throws on a start that is wrong. */
export function machineOf(start: RouteTableStart, lines: readonly Line[]): Machine {
  const machine = makeMachine(start.name, false)
  for (const { name, address, bits } of start.interfaces) {
    const own = parseIpv4(address)
    if (own === null) throw new Error(`route table: ${address} is no address`)
    const iface = makeInterface(name, ZERO_MAC as Mac, 1500)
    machine.interfaces.set(name, iface)
    addAddress4(machine, iface, own, bits)
  }
  for (const words of start.routes) {
    const { text } = run(machine, { verb: 'add', words })
    if (text !== '') throw new Error(`route table: ip route add ${words}: ${text}`)
  }
  for (const line of lines) run(machine, line)
  return machine
}

/** `ip route VERB WORDS`: what it prints (nothing when it was done), and the word that a refusal is about. */
export function run(machine: Machine, { verb, words }: Line): ReturnType<typeof ipRoute> {
  const given = words.split(/\s+/).filter((word) => word !== '')
  return ipRoute(machine, 0, [verb, ...given])
}
