import { Glyph } from '@/components/ui/glyph'
import { Island } from '@/components/widgets/frame/island'
import { BrandMark } from './brand-mark'
import { ThemeButton } from './theme-button'

const places = [
  { key: 'course', href: '/', label: 'Course' },
  { key: 'tools', href: '/tools/', label: 'Tools' },
  { key: 'reference', href: '/reference/', label: 'Reference' },
  { key: 'glossary', href: '/glossary/', label: 'Glossary' },
  { key: 'progress', href: '/progress/', label: 'Your progress' },
] as const

export type Place = (typeof places)[number]['key']

/** The bar on every page. `current` is the part of the site that the page belongs to. */
export function TopBar({ current }: { readonly current?: Place }) {
  return (
    <header className="top">
      <a className="brand" href="/">
        <BrandMark />
        Hop by Hop
      </a>
      <nav aria-label="Main" className="only-desk">
        <Places current={current} />
      </nav>
      <span className="sp" />
      <Island name="theme-button" of={ThemeButton} player={{}} />
      <details className="menu only-phone">
        <summary className="btn sq sm" aria-label="Menu">
          <Glyph name="menu" size="i" />
        </summary>
        <nav aria-label="Menu">
          <Places current={current} />
        </nav>
      </details>
    </header>
  )
}

function Places({ current }: { readonly current: Place | undefined }) {
  return places.map(({ key, href, label }) => (
    <a key={key} href={href} aria-current={key === current ? 'page' : undefined}>
      {label}
    </a>
  ))
}
