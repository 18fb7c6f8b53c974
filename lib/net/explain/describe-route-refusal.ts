/** Why `ip route` refused a line, in words for who does not know them, by the message that it printed; null for a message that says it itself. */
export function describeRouteRefusal(message: string, verb: string): string | null {
  const found = REASONS.find(([begins]) => message.includes(begins))
  if (!found) return null
  const [, reason] = found
  return typeof reason === 'string' ? reason : reason(verb)
}

const REASONS: readonly (readonly [begins: string, reason: string | ((verb: string) => string)])[] = [
  [
    'Nexthop has invalid gateway',
    'A gateway has to be a neighbour: an address that this machine reaches on a link of its own, without another gateway.',
  ],
  [
    'Invalid prefix for given prefix length',
    'Bits behind the prefix length are set. Write the network’s own address, with zeros there.',
  ],
  [
    'any valid prefix is expected',
    'That is no prefix. Write an address and a length from 0 to 32, such as 10.30.0.0/16, or “default”.',
  ],
  ['inet address is expected', 'That is no IPv4 address: four numbers from 0 to 255, with dots between.'],
  [
    'File exists',
    'There is an entry with this prefix and this metric already. Change it, or give another metric.',
  ],
  [
    'No such file or directory',
    'There is no entry with this prefix and this metric to change. Both together are the name of an entry: to alter one of the two, add a new entry and delete the old.',
  ],
  ['No such process', 'There is no entry like that to delete. Everything that you write has to fit.'],
  ['No such device', 'Say where to send: “via” and a gateway, or “dev” and an interface.'],
  ['Cannot find device', 'This machine has no interface of that name.'],
  ['Invalid prefsrc', 'A source has to be an address of this machine.'],
  ['"metric" value is invalid', 'A metric is a whole number from 0 up. Lower is preferred.'],
  ['"mtu" value is invalid', 'An MTU is a whole number of bytes.'],
  [
    '"protocol" value is invalid',
    'After “proto” comes who put the route in: static, dhcp, ospf and the like.',
  ],
  ['is a garbage', 'The tool does not know this word. It knows via, dev, metric, src, mtu and proto.'],
  [
    'not complete',
    (verb) => `After “${verb}” comes a prefix, then “via” with a gateway or “dev” with an interface.`,
  ],
]
