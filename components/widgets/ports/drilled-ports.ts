import { readReference } from '@/lib/course/reference'
import type { PortRow } from '@/lib/study/drills/ports-row'

/** The ports to know by heart: by their ids in content/reference/ports.yaml. */
const IDS = [
  ...['p20', 'p21', 'p22', 'p23', 'p25', 'p53', 'p67', 'p80', 'p110', 'p123', 'p143', 'p179', 'p443', 'p465'],
  ...[
    'p587',
    'p853',
    'p993',
    'p995',
    'p3306',
    'p5432',
    'p5672',
    'p6379',
    'p8080',
    'p8443',
    'p9092',
    'p27017',
  ],
]

/** Rows of the table of ports for the drills. An id that the table does not have throws. */
export function drilledPorts(): readonly PortRow[] {
  const { rows } = readReference('ports')
  return IDS.map((id) => {
    const row = rows.find((each) => each.id === id)
    if (!row) throw new Error(`content/reference/ports.yaml has no row ${id}`)
    return {
      port: Number(row.port),
      transport: String(row.transport),
      used: String(row.used),
      mind: String(row.mind),
    }
  })
}
