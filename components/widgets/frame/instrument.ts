import type { ComponentType } from 'react'
import type { LayerNumber } from '@/lib/course/layers'
import type { Drill } from '@/lib/study/drills/drill'

/** Where an instrument stands: on its own page, or alone in the frame of another site. */
export type InstrumentPlace = 'tool' | 'embed'

/** An instrument as the index, its page and its embed show it. `name` is its folder and its address. */
export type Instrument = {
  readonly name: string
  readonly title: string
  /** one or two sentences: under the title, on the index, and for search engines */
  readonly summary: string
  readonly layers: readonly LayerNumber[]
  /** a server component: its first frame and its text form are in the HTML. Its headings begin with h2. */
  readonly drills: readonly Drill[]
  readonly Tool: ComponentType<{ readonly place: InstrumentPlace }>
}
