import Link from 'next/link'
import { Glyph } from '@/components/ui/glyph'
import { BrandMark } from './brand-mark'
import { ThemeButton } from './theme-button'

const places = [
  { key: 'course', href: '/', label: 'Course' },
  { key: 'tools', href: '/tools/', label: 'Tools' },
  { key: 'glossary', href: '/glossary/', label: 'Glossary' },
  { key: 'progress', href: '/progress/', label: 'Your progress' },
] as const

export type Place = (typeof places)[number]['key']

/** The bar on every page. `current` is the part of the site that the page belongs to. */
export function TopBar({ current }: { readonly current?: Place }) {
  return (
    <header className="top">
      <Link className="brand" href="/" prefetch={false}>
        <BrandMark />
        Hop by Hop
      </Link>
      <nav aria-label="Main" className="only-desk">
        <Places current={current} />
      </nav>
      <span className="sp" />
      <ThemeButton />
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
    <Link key={key} href={href} prefetch={false} aria-current={key === current ? 'page' : undefined}>
      {label}
    </Link>
  ))
}
