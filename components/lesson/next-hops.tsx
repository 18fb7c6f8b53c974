import type { LessonPlace } from '@/lib/course/manifest'

/** A neighbour in reading order; `href` is null while it is not written. */
export type Neighbour = { readonly place: LessonPlace; readonly href: string | null }

/** The way on: the previous and the next hop. One that is not written yet is named, and is no link. */
export function NextHops({
  previous,
  next,
}: {
  readonly previous: Neighbour | null
  readonly next: Neighbour | null
}) {
  return (
    <nav className="nx wide" aria-label="Previous and next hop">
      <Hop name="Previous hop" rel="prev" neighbour={previous} />
      <Hop name="Next hop" rel="next" neighbour={next} />
    </nav>
  )
}

function Hop({
  name,
  rel,
  neighbour,
}: {
  readonly name: string
  readonly rel: 'prev' | 'next'
  readonly neighbour: Neighbour | null
}) {
  if (!neighbour) {
    return (
      <a href="/">
        <small>{name}</small>
        <b>The course map</b>
      </a>
    )
  }
  const { place, href } = neighbour
  const title = `${place.number} ${place.title}`
  if (!href) {
    return (
      <div className="todo">
        <small>{name}: not yet written</small>
        <b>{title}</b>
      </div>
    )
  }
  return (
    <a href={href} rel={rel}>
      <small>{name}</small>
      <b>{title}</b>
    </a>
  )
}
