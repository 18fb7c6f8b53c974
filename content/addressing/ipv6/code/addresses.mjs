import { BlockList, isIP } from 'node:net'

const lan = new BlockList()
lan.addSubnet('192.168.1.0', 24, 'ipv4')
lan.addSubnet('2001:db8:1::', 64, 'ipv6')

/** What form fields and configuration files need: 4, 6, or 0 for text that is no address. */
export function familyOf(text) {
  return isIP(text)
}

/** Compared as numbers, so that no way of writing an address gets around the rule. */
export function isOnLan(text) {
  const family = isIP(text)
  return family !== 0 && lan.check(text, family === 4 ? 'ipv4' : 'ipv6')
}
