import type { ReactNode } from 'react'
import { Island } from '@/components/widgets/frame/island'
import { HopList, type RailModule } from './hop-list'

/** The course as a traceroute: thirteen modules, and the lessons of this one. `children` is the lesson's own contents. */
export function HopRail({
  hop,
  hops,
  modules,
  children,
}: {
  readonly hop: number
  readonly hops: number
  readonly modules: readonly RailModule[]
  readonly children: ReactNode
}) {
  return (
    <aside className="rail-l" id="hops" popover="auto" aria-label="Course hops">
      <div className="rh">
        <a href="/">Course</a>
        <span className="wire">
          hop {hop} of {hops}
        </span>
      </div>
      <Island name="hop-list" of={HopList} player={{ modules }} />
      {children}
    </aside>
  )
}
