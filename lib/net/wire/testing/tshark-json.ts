/** Reads what `tshark -T json -x` printed. The same key may come several times in one object, so JSON.parse would lose fields. */

export type TsharkField = {
  readonly name: string
  readonly value: string
  /** Null for a value that tshark worked out and that stands nowhere on the wire. */
  readonly place: { readonly offset: number; readonly length: number } | null
}

export type TsharkFrame = { readonly protocols: string[]; readonly fields: readonly TsharkField[] }

type Node =
  | string
  | number
  | boolean
  | null
  | readonly Node[]
  | { readonly pairs: readonly (readonly [string, Node])[] }

export function readTsharkJson(text: string): TsharkFrame[] {
  const packets = parse(text) as readonly Node[]
  return packets.map((packet) => {
    const fields: TsharkField[] = []
    const layers = member(member(packet, '_source'), 'layers')
    collect(layers, fields)
    const protocols = fields.find(({ name }) => name === 'frame.protocols')?.value ?? ''
    return { protocols: protocols.split(':'), fields }
  })
}

function member(node: Node, key: string): Node {
  if (typeof node === 'object' && node && 'pairs' in node) {
    for (const [name, value] of node.pairs) if (name === key) return value
  }
  throw new Error(`tshark JSON without ${key}`)
}

/** `X_raw` with five entries stands before `X` and tells its place: [hex, offset, length, mask, type]. */
function collect(node: Node, into: TsharkField[]): void {
  if (typeof node !== 'object' || node === null || !('pairs' in node)) return
  const places = new Map<string, { offset: number; length: number }>()
  for (const [key, value] of node.pairs) {
    if (Array.isArray(value) && key.endsWith('_raw')) {
      places.set(key.slice(0, -4), { offset: value[1] as number, length: value[2] as number })
    } else if (typeof value === 'string') {
      into.push({ name: key, value, place: places.get(key) ?? null })
      places.delete(key)
    } else collect(value, into)
  }
}

function parse(text: string): Node {
  let at = 0

  function blank(): void {
    while (text.charCodeAt(at) <= 32) at++
  }

  function quoted(): string {
    const start = at
    at++
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
    at++
    return JSON.parse(text.slice(start, at))
  }

  function node(): Node {
    blank()
    if (text[at] === '{') {
      at++
      const pairs: [string, Node][] = []
      for (blank(); text[at] !== '}'; blank()) {
        if (text[at] === ',') at++
        blank()
        const key = quoted()
        blank()
        at++ // the colon
        pairs.push([key, node()])
      }
      at++
      return { pairs }
    }
    if (text[at] === '[') {
      at++
      const items: Node[] = []
      for (blank(); text[at] !== ']'; blank()) {
        if (text[at] === ',') at++
        items.push(node())
      }
      at++
      return items
    }
    if (text[at] === '"') return quoted()
    const start = at
    while (!/[,\]}\s]/.test(text[at])) at++
    return JSON.parse(text.slice(start, at))
  }

  return node()
}
