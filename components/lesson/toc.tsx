'use client'

import { useEffect, useState } from 'react'

/** The lesson's sections; the one that is being read is marked. */
export function Toc({
  sections,
}: {
  readonly sections: readonly { readonly id: string; readonly text: string }[]
}) {
  const here = useSectionInView(sections)
  return (
    <nav className="toc" aria-labelledby="toc">
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
