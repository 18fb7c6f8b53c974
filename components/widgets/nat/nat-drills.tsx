'use client'

import { DrillPanel } from '@/components/widgets/frame/drill-panel'
import type { DrillStart } from '@/components/widgets/frame/drill-start'

const load = () => import('@/lib/study/drills/nat').then(({ natDrills }) => natDrills)

export function NatDrills({ start }: { readonly start: DrillStart }) {
  return <DrillPanel instrument="nat" title="Practice" start={start} load={load} />
}
