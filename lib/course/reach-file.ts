import { refuse } from '@/lib/net/scenario/problem'
import { readArray, readObject, readText } from '@/lib/net/scenario/read'
import { type NetworkFile, readNetworkFile } from './network-file'

/** From where a packet is tried. */
export type ReachPlace = { readonly host: string; readonly label: string }

/** Where it is sent; `owner` is the host that is meant by the address, null for one that means everybody. */
export type ReachTarget = { readonly address: string; readonly kind: string; readonly owner: string | null }

/** `network` has a situation for each place and target, target by target. */
export type ReachFile = {
  readonly network: NetworkFile
  readonly from: readonly ReachPlace[]
  readonly to: readonly ReachTarget[]
  /** row (target) and column (place) of the attempt that is shown first */
  readonly first: readonly [number, number]
}

/** The UDP port at which every host of such a file listens. */
export const REACH_PORT = 5000

/** Longer than the three seconds after which Linux gives up on ARP. */
const TIMEOUT_S = 4

/**
 * Reads a file of the reach figure: title, layer, scenario and nodes of a network figure (components/widgets/network/README.md),
 * and instead of situations `first: { from, to }`, the attempt that is shown first, `from: [{ host, label }]` and `to: [{ address, kind, owner }]`. Throws a Refusal.
 */
export function readReachFile(json: unknown): ReachFile {
  const { first, from, to, ...network } = readObject(json, '', [
    'title',
    'layer',
    'scenario',
    'nodes',
    'first',
    'from',
    'to',
  ])
  const places = readArray(from, 'from').map((value, index): ReachPlace => {
    const { host, label } = readObject(value, `from[${index}]`, ['host', 'label'])
    return { host: readText(host, `from[${index}].host`), label: readText(label, `from[${index}].label`) }
  })
  const targets = readArray(to, 'to').map((value, index): ReachTarget => {
    const { address, kind, owner } = readObject(value, `to[${index}]`, ['address', 'kind', 'owner'])
    return {
      address: readText(address, `to[${index}].address`),
      kind: readText(kind, `to[${index}].kind`),
      owner: owner === null ? null : readText(owner, `to[${index}].owner`),
    }
  })
  const situations = targets.flatMap(({ address, owner }, row) =>
    places.map(({ host, label }, column) => ({
      name: `to-${row}-from-${column}`,
      label: `${address} from ${label}`,
      acts: [
        {
          probe: {
            from: host,
            type: 'udp',
            to: `${address}:${REACH_PORT}`,
            timeout: TIMEOUT_S,
            broadcast: owner === null,
          },
        },
      ],
    })),
  )
  const shown = readObject(first, 'first', ['from', 'to'])
  const row = targets.findIndex(({ address }) => address === shown.to)
  const column = places.findIndex(({ host }) => host === shown.from)
  if (row < 0) refuse('first.to', 'one of the addresses of `to`', shown.to)
  if (column < 0) refuse('first.from', 'one of the hosts of `from`', shown.from)
  return {
    network: readNetworkFile({ ...network, situations }),
    from: places,
    to: targets,
    first: [row, column],
  }
}
