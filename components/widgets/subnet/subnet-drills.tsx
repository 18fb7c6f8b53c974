'use client'

import type { Drill } from '@/lib/study/drills/drill'
import { endsDrill } from '@/lib/study/drills/subnet-ends'
import { shortenDrill } from '@/lib/study/drills/subnet-ipv6'
import { maskDrill } from '@/lib/study/drills/subnet-masks'
import { planDrill } from '@/lib/study/drills/subnet-plan'
import { summaryDrill } from '@/lib/study/drills/subnet-summary'
import { whichDrill } from '@/lib/study/drills/subnet-which'
import { DrillPanel } from '../frame/drill-panel'

const drills = [endsDrill, maskDrill, whichDrill, planDrill, summaryDrill, shortenDrill] as unknown as Drill[]

export function SubnetDrills() {
  return <DrillPanel name="subnet" title="Practice" drills={drills} />
}
