import type { Story, StoryTable } from './network-story'

/** The tables as they stand at a step. What changed in that very step is marked; what went in it is there for the last time. */
export function tablesAt({ tables, steps }: Story, index: number): readonly StoryTable[] {
  return tables.map((table, place) => {
    const changed = steps[index]?.tables[place]
    if (changed) return { ...table, rows: changed }
    for (let at = index - 1; at >= 0; at--) {
      const rows = steps[at].tables[place]
      if (rows)
        return {
          ...table,
          rows: rows.flatMap(({ cells, mark }) => (mark === 'gone' ? [] : [{ cells, mark: null }])),
        }
    }
    return table
  })
}
