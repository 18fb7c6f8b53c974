/**
 * Columns and rows for nodes that have none: each node stands as many columns from the first as it is cables away; within a
 * column, nodes are in the order of their neighbours to the left. `fixed` places are kept.
 */
export function arrange(
  ids: readonly string[],
  links: readonly { readonly a: string; readonly b: string }[],
  fixed: ReadonlyMap<string, readonly [column: number, row: number]>,
): ReadonlyMap<string, readonly [column: number, row: number]> {
  const places = new Map(fixed)
  const loose = ids.filter((id) => !fixed.has(id))
  if (loose.length === 0) return places
  const distance = distances(ids, links)
  const columns = new Map<number, string[]>()
  for (const id of ids) {
    const column = distance.get(id) ?? 0
    columns.set(column, [...(columns.get(column) ?? []), id])
  }
  const tallest = Math.max(...[...columns.values()].map(({ length }) => length))
  for (const [column, members] of [...columns].sort(([a], [b]) => a - b)) {
    const rowOf = (id: string) => {
      const left = links
        .flatMap(({ a, b }) => (a === id ? [b] : b === id ? [a] : []))
        .find((other) => places.has(other))
      return left === undefined ? 0 : (places.get(left)?.[1] ?? 0)
    }
    const sorted = [...members].sort((a, b) => rowOf(a) - rowOf(b))
    sorted.forEach((id, index) => {
      if (!fixed.has(id)) places.set(id, [column, index + (tallest - sorted.length) / 2])
    })
  }
  return places
}

/** Cables from the first node of each connected part. */
function distances(
  ids: readonly string[],
  links: readonly { readonly a: string; readonly b: string }[],
): ReadonlyMap<string, number> {
  const distance = new Map<string, number>()
  for (const start of ids) {
    if (distance.has(start)) continue
    const queue = [start]
    distance.set(start, 0)
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      for (const { a, b } of links) {
        const other = a === id ? b : b === id ? a : null
        if (other === null || distance.has(other)) continue
        distance.set(other, (distance.get(id) ?? 0) + 1)
        queue.push(other)
      }
    }
  }
  return distance
}
