'use client'

import { DrillPanel } from '@/components/widgets/frame/drill-panel'
import type { DrillStart } from '@/components/widgets/frame/drill-start'

const load = () => import('@/lib/study/drills/handshake').then(({ handshakeDrills }) => handshakeDrills)

export function HandshakeDrills({ start }: { readonly start: DrillStart }) {
  return (
    <DrillPanel instrument="handshake" title="Drill: TCP, segment by segment" start={start} load={load} />
  )
}
