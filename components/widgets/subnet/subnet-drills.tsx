'use client'

import { DrillPanel } from '@/components/widgets/frame/drill-panel'
import type { DrillStart } from '@/components/widgets/frame/drill-start'

const load = () => import('@/lib/study/drills/subnet').then(({ subnetDrills }) => subnetDrills)

export function SubnetDrills({ start }: { readonly start: DrillStart }) {
  return <DrillPanel instrument="subnet" title="Practice" start={start} load={load} />
}
