import type { Reference } from '@/lib/course/front-matter'
import { manUrl, rfcUrl } from './margin-note'

/** What the lesson rests on, each linked. */
export function References({ references }: { readonly references: readonly Reference[] }) {
  return (
    <section className="refs" aria-labelledby="references">
      <h2 id="references">References</h2>
      <ul>
        {references.map((reference) => {
          const { href, text } = linkOf(reference)
          return (
            <li key={href}>
              <a href={href} rel="external">
                {text}
              </a>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function linkOf(reference: Reference): { readonly href: string; readonly text: string } {
  if ('rfc' in reference) {
    const { rfc, section } = reference
    return { href: rfcUrl(rfc, section), text: section ? `RFC ${rfc}, section ${section}` : `RFC ${rfc}` }
  }
  if ('man' in reference) return { href: manUrl(reference.man), text: reference.man }
  return { href: reference.url, text: reference.title }
}
