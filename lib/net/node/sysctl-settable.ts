import { hasDefault } from './sysctl'
import { namesWithoutEffect } from './sysctl-names'

/** Every name that a scenario may set: one of the defaults, or `net.ipvN.conf.IFACE.KEY` and `net.netfilter.*`. */
export function isSysctl(name: string): boolean {
  if (hasDefault(name) || namesWithoutEffect.has(name)) return true
  if (name.startsWith('net.netfilter.')) return true
  const conf = /^net\.ipv([46])\.(conf|neigh)\.[^.]+\.([a-z0-9_]+)$/.exec(name)
  if (conf === null) return false
  const pattern = `net.ipv${conf[1]}.${conf[2]}.default.${conf[3]}`
  return hasDefault(pattern) || namesWithoutEffect.has(pattern)
}
