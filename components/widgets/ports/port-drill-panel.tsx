'use client'

import { useCallback } from 'react'
import { DrillPanel } from '@/components/widgets/frame/drill-panel'
import type { DrillStart } from '@/components/widgets/frame/drill-start'
import type { PortRow } from '@/lib/study/drills/ports-row'

export type PortDrillPanelProps = {
  readonly rows: readonly PortRow[]
  readonly start: DrillStart
  readonly heading: 'h2' | 'h3'
}

export function PortDrillPanel({ rows, start, heading }: PortDrillPanelProps) {
  const load = useCallback(
    () => import('@/lib/study/drills/ports').then(({ portDrills }) => portDrills(rows)),
    [rows],
  )
  return (
    <DrillPanel
      instrument="ports"
      path="/reference/ports/"
      title="Drill: ports"
      start={start}
      load={load}
      heading={heading}
    />
  )
}
