import { countingModules } from './counting-modules'
import { iprangeModule } from './iprange-module'
import { matchModules } from './match-modules'
import type { Module } from './module'
import { packetModules } from './packet-modules'
import { portModules } from './port-modules'
import { stateModules } from './state-modules'
import { targetModules } from './target-modules'

export function findMatchModule(name: string, family?: 4 | 6): Module | null {
  return (
    [
      ...portModules,
      ...stateModules,
      ...matchModules,
      ...packetModules,
      ...countingModules,
      iprangeModule,
    ].find((module) => module.name === name && isFor(module, family)) ?? null
  )
}

export function findTargetModule(name: string, family?: 4 | 6): Module | null {
  return targetModules.find((module) => module.name === name && isFor(module, family)) ?? null
}

function isFor(module: Module, family: 4 | 6 | undefined): boolean {
  return family === undefined || module.family === undefined || module.family === family
}

/** The match that `-p` brings along when one of its options is used. */
export function moduleOfProtocol(protocol: number, family: 4 | 6): string | null {
  if (protocol === 6) return 'tcp'
  if (protocol === 17) return 'udp'
  if (protocol === 1 && family === 4) return 'icmp'
  return protocol === 58 && family === 6 ? 'icmp6' : null
}
