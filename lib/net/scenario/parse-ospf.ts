import { parseIpv4 } from '../addr/ipv4'
import { refuse, refuseWord } from './problem'
import { at, optional, readNumber, readObject, readText } from './read'
import type { OspfSpec } from './schema'
import { readTime } from './units'

const HELLO_US = 10_000_000
/** RFC 2328, C.3: the dead interval is four times the hello interval. */
const DEAD_HELLOS = 4
const MOST_COST = 65_535

/** `{ "id": "10.255.0.1", "interfaces": { "r2": 10, "lan": "passive" }, "hello": "10s", "dead": "40s" }` */
export function readOspf(value: unknown, path: string, ifaces: readonly string[]): OspfSpec | null {
  if (value === undefined || value === null) return null
  const given = readObject(value, path, ['id', 'interfaces', 'hello', 'dead'])
  const router = parseIpv4(readText(given.id, `${path}.id`))
  if (router === null) refuse(`${path}.id`, 'a router identifier, written as an IPv4 address', given.id)
  const helloUs = optional(given.hello, HELLO_US, () => readTime(given.hello, `${path}.hello`))
  return {
    router,
    helloUs,
    deadUs: optional(given.dead, helloUs * DEAD_HELLOS, () => readTime(given.dead, `${path}.dead`)),
    interfaces: Object.entries(readObject(given.interfaces, `${path}.interfaces`, null)).map(
      ([name, cost]) => {
        const where = at(`${path}.interfaces`, name)
        if (!ifaces.includes(name))
          refuseWord(where, `an interface of this host (${ifaces.join(', ')})`, name, ifaces)
        const passive = cost === 'passive'
        return { name, passive, cost: passive ? 10 : readNumber(cost, where, 1, MOST_COST) }
      },
    ),
  }
}
