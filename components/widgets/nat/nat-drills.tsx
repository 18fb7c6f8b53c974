'use client'

import type { Drill } from '@/lib/study/drills/drill'
import { passesDrill } from '@/lib/study/drills/nat-passes'
import { translateDrill } from '@/lib/study/drills/nat-translate'
import { whoDrill } from '@/lib/study/drills/nat-who'
import { DrillPanel } from '../frame/drill-panel'

const drills = [translateDrill, passesDrill, whoDrill] as unknown as Drill[]

export function NatDrills() {
  return <DrillPanel name="nat" title="Practice" drills={drills} />
}
