import { readHostName } from './parse'
import { refuseWord } from './problem'
import { optional, readBoolean, readNumber, readObject, readText } from './read'
import type { Probe } from './schema'
import { readAddress, readEndpoint } from './words'

const COMMON = ['from', 'type', 'to', 'expect', 'note', 'id', 'why']

const KEYS: Readonly<Record<Probe['type'], readonly string[]>> = {
  tcp: [...COMMON, 'src', 'sport', 'timeout', 'hold', 'get'],
  udp: [...COMMON, 'sport', 'timeout', 'size', 'broadcast'],
  ping: [...COMMON, 'timeout', 'size', 'df', 'ttl'],
  traceroute: [...COMMON, 'max', 'wait'],
  route: COMMON,
}

const DAY_S = 86_400
const LARGEST_PAYLOAD = 65_507

export function readProbe(value: unknown, path: string, hosts: readonly string[]): Probe {
  const types = Object.keys(KEYS)
  const type = readText(readObject(value, path, null).type, `${path}.type`)
  if (!types.includes(type)) refuseWord(`${path}.type`, `one of ${types.join(', ')}`, type, types)
  const probe = readObject(value, path, KEYS[type as Probe['type']])
  const number = (key: string, most: number, whole = true) =>
    optional<number | null>(probe[key], null, () => readNumber(probe[key], `${path}.${key}`, 0, most, whole))
  const flag = (key: string) => optional(probe[key], false, () => readBoolean(probe[key], `${path}.${key}`))
  const to = readText(probe.to, `${path}.to`)
  const common = {
    from: readHostName(probe.from, `${path}.from`, hosts),
    to,
    expect: optional(probe.expect, {}, () => readObject(probe.expect, `${path}.expect`, null)),
  }
  const end = () => readEndpoint(to, `${path}.to`)
  const address = () => readAddress(to, `${path}.to`)
  const timeout = number('timeout', DAY_S, false)
  const sport = number('sport', 65535)
  switch (type as Probe['type']) {
    case 'tcp':
      return {
        type: 'tcp',
        ...common,
        ...end(),
        sport,
        timeout,
        src: probe.src === undefined ? null : readAddress(readText(probe.src, `${path}.src`), `${path}.src`),
        hold: flag('hold'),
        get: number('get', 100_000_000) ?? 0,
      }
    case 'udp':
      return {
        type: 'udp',
        ...common,
        ...end(),
        sport,
        timeout,
        size: number('size', LARGEST_PAYLOAD) ?? 4,
        broadcast: flag('broadcast'),
      }
    case 'ping':
      return {
        type: 'ping',
        ...common,
        address: address(),
        timeout,
        size: number('size', LARGEST_PAYLOAD) ?? 56,
        df: flag('df'),
        ttl: number('ttl', 255),
      }
    case 'traceroute':
      return {
        type: 'traceroute',
        ...common,
        address: address(),
        max: number('max', 64) ?? 8,
        wait: number('wait', DAY_S, false) ?? 0.7,
      }
    case 'route':
      return { type: 'route', ...common, address: address() }
  }
}
