'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'

/** The lesson's sections; the one that is being read is marked. */
export function Toc({
  sections,
}: {
  readonly sections: readonly { readonly id: string; readonly text: string }[]
}) {
  const here = useSectionInView(sections)
  const list = useRef<HTMLElement>(null)
  useKeptInView(list, here)
  return (
    <nav className="toc" aria-labelledby="toc" ref={list}>
      <p id="toc">In this lesson</p>
      <ol>
        {sections.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`} aria-current={id === here ? 'true' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** The last heading that has passed the upper third of the window; null above the first. */
function useSectionInView(sections: readonly { readonly id: string }[]): string | null {
  const [here, setHere] = useState<string | null>(null)
  useEffect(() => {
    const headings = sections.flatMap(({ id }) => document.getElementById(id) ?? [])
    const look = () => {
      const passed = headings.filter(
        (heading) => heading.getBoundingClientRect().top < window.innerHeight / 3,
      )
      setHere(passed.at(-1)?.id ?? null)
    }
    const observer = new IntersectionObserver(look, { rootMargin: '0px 0px -66% 0px' })
    for (const heading of headings) observer.observe(heading)
    return () => observer.disconnect()
  }, [sections])
  return here
}

/** The rail may be taller than the window: it follows the reader, the page stays where it is. */
function useKeptInView(list: RefObject<HTMLElement | null>, here: string | null) {
  useEffect(() => {
    const link = here && list.current?.querySelector<HTMLElement>('[aria-current]')
    const rail = list.current?.closest<HTMLElement>('.rail-l')
    if (!link || !rail) return
    const from = link.offsetTop - rail.scrollTop
    const hidden = from < 0 || from + link.offsetHeight > rail.clientHeight
    if (hidden) rail.scrollTop = link.offsetTop - rail.clientHeight / 2
  }, [list, here])
}
