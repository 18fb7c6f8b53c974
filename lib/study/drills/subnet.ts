import type { Drill } from './drill'
import { endsDrill } from './subnet-ends'
import { shortenDrill } from './subnet-ipv6'
import { maskDrill } from './subnet-masks'
import { planDrill } from './subnet-plan'
import { summaryDrill } from './subnet-summary'
import { whichDrill } from './subnet-which'

/** The drills of the subnet calculator. */
export const subnetDrills = [
  endsDrill,
  maskDrill,
  whichDrill,
  planDrill,
  summaryDrill,
  shortenDrill,
] as unknown as readonly Drill[]
