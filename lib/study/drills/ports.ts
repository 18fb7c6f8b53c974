import type { Drill } from './drill'
import { portNumberDrill } from './ports-number'
import type { PortRow } from './ports-row'
import { portServiceDrill } from './ports-service'

/** The drills on port numbers, about these rows of the table. */
export function portDrills(rows: readonly PortRow[]): readonly Drill[] {
  return [portNumberDrill(rows), portServiceDrill(rows)] as unknown as Drill[]
}
