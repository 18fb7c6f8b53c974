import type { ReactNode } from 'react'
import { Glyph } from '@/components/ui/glyph'
import type { Neighbour } from './next-hops'

/** On a phone: the hop list, where one is, and the next hop. `children` says how much is read. */
export function BottomBar({
  title,
  hop,
  hops,
  next,
  children,
}: {
  readonly title: string
  readonly hop: number
  readonly hops: number
  readonly next: Neighbour | null
  readonly children: ReactNode
}) {
  return (
    <nav className="botbar" aria-label="This hop">
      <button type="button" className="btn sm sq" popoverTarget="hops" aria-label="All hops and sections">
        <Glyph name="list" size="i" />
      </button>
      <span>
        {title}
        <small>
          hop {hop} of {hops}
          {children}
        </small>
      </span>
      {next?.href ? (
        <a className="btn sm sq" href={next.href} aria-label={`Next hop: ${next.place.title}`}>
          <Glyph name="next" size="i" />
        </a>
      ) : (
        <span className="btn sm sq is-off" role="img" aria-label="The next hop is not yet written">
          <Glyph name="next" size="i" />
        </span>
      )}
    </nav>
  )
}
