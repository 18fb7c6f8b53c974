import type { Machine } from '../node/machine'
import type { Turn } from '../node/turn'
import { call, type Simulation } from '../sim/simulation'

/** A login on one machine of a simulation: what a tool works with. */
export type Terminal = { readonly simulation: Simulation; readonly host: string }

export function machineOf({ simulation, host }: Terminal): Machine {
  const machine = simulation.nodes.get(host)
  if (machine?.kind !== 'machine') throw new Error(`no machine is called ${host}`)
  return machine
}

/** A system call of the tool, with its answer. */
export function syscall<T>(terminal: Terminal, run: (turn: Turn) => T): T {
  let answer: T | undefined
  call(terminal.simulation, terminal.host, (turn) => {
    answer = run(turn)
  })
  return answer as T
}
