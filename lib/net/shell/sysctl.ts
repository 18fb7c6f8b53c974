import { readSwitches } from '../node/forwarding'
import { setConntrackSysctl } from '../node/netfilter/state'
import { hasDefault, sysctlText } from '../node/sysctl'
import { isSysctl } from '../node/sysctl-settable'
import { failed, type Output, wrote } from './output'
import { machineOf, type Terminal } from './terminal'

/** `sysctl NAME…`, `sysctl -w NAME=VALUE…` (or without -w), sysctl(8). */
export function runSysctl(terminal: Terminal, words: readonly string[]): Output {
  const asked = words.filter((word) => word !== '-w' && word !== '-n')
  const lines: string[] = []
  let status = 0
  for (const word of asked) {
    const [name, value] = word.split('=')
    const key = name.trim().replaceAll('/', '.')
    const line = value === undefined ? read(terminal, key) : write(terminal, key, value.trim())
    if (line === null) {
      lines.push(`sysctl: cannot stat /proc/sys/${key.replaceAll('.', '/')}: No such file or directory`)
      status = 1
    } else lines.push(words.includes('-n') ? line.slice(line.indexOf('=') + 2) : line)
  }
  return asked.length === 0 ? failed('sysctl: no variables specified', 1) : wrote(lines, status)
}

function read(terminal: Terminal, name: string): string | null {
  const machine = machineOf(terminal)
  if (!isSysctl(name)) return null
  const own = machine.sysctl.get(name)
  if (own !== undefined) return `${name} = ${own}`
  const inherited = name.replace(/^(net\.ipv[46]\.(?:conf|neigh))\.[^.]+\./, '$1.default.')
  return hasDefault(inherited) ? `${name} = ${sysctlText(machine, inherited)}` : null
}

function write(terminal: Terminal, name: string, value: string): string | null {
  const machine = machineOf(terminal)
  if (!isSysctl(name)) return null
  if (name.startsWith('net.netfilter.') && !setConntrackSysctl(machine.netfilter, name, Number(value)))
    return null
  machine.sysctl.set(name, /^-?\d+$/.test(value) ? Number(value) : value)
  readSwitches(machine)
  return `${name} = ${value}`
}
