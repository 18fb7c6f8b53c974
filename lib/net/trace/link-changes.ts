import type { Play, PlayedAct } from '../scenario/play'

/** A cable that is cut or mended at `at` µs, named by the end that the situation names. */
export type LinkChange = {
  readonly act: PlayedAct['act']
  readonly at: number
  readonly node: string
  readonly iface: string
  readonly up: boolean
}

/** Every cut and mend of a play. */
export function linkChanges({ acts }: Play): readonly LinkChange[] {
  return acts.flatMap(({ act, from }): LinkChange[] => {
    if (act.kind !== 'link') return []
    const [node, iface] = act.end.split(':')
    return [{ act, at: from + act.afterUs, node, iface, up: act.up }]
  })
}
