import { endProcess } from '../node/process'
import { closeRaw } from '../node/socket-raw'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

/** The programs that have a name here, and what they are called inside. */
const NAMES: Readonly<Record<string, string>> = { ospfd: 'ospf' }

/**
 * `pkill -9 NAME`, pkill(1): the program ends at once and clears nothing up, so what it wrote into the kernel's tables stays
 * there. Other signals are refused. Status 1 when no such program runs.
 */
export function runPkill(terminal: Terminal, words: readonly string[]): Output {
  const signals = words.filter((word) => word.startsWith('-'))
  const name = words.find((word) => !word.startsWith('-'))
  if (name === undefined) return failed('pkill: no matching criteria specified', 2)
  if (!signals.some((word) => word === '-9' || word === '-KILL'))
    return failed('pkill: only -9 (KILL) is known here', 2)
  const machine = machineOf(terminal)
  const found = [...machine.processes.values()].filter(({ kind }) => kind === NAMES[name])
  for (const process of found) {
    const socket = process.socket === null ? undefined : machine.sockets.get(process.socket)
    if (socket?.kind === 'raw') closeRaw(machine, socket)
    endProcess(machine, process)
  }
  return wrote([], found.length > 0 ? 0 : 1)
}
