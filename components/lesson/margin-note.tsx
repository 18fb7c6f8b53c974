import type { ReactNode } from 'react'
import { Glyph } from '@/components/ui/glyph'

/** Where a claim comes from: an RFC with its section, linked, and a word on it. */
export function Rfc({
  n,
  s,
  children,
}: {
  readonly n: string
  readonly s?: string
  readonly children?: ReactNode
}) {
  return (
    <div role="note" className={children ? 'mn rfc' : 'mn rfc line'}>
      <b>
        <Glyph name="doc" size="s" />
        <a href={rfcUrl(n, s)} rel="external">
          RFC {n}
          {s && `, section ${s}`}
        </a>
      </b>
      {children}
    </div>
  )
}

export function rfcUrl(n: string | number, section?: string): string {
  return `https://www.rfc-editor.org/rfc/rfc${n}.html${section ? `#section-${section}` : ''}`
}

/** A manual page, `ss(8)`, linked, and a word on it. */
export function Man({ page, children }: { readonly page: string; readonly children?: ReactNode }) {
  return (
    <div role="note" className={children ? 'mn rfc' : 'mn rfc line'}>
      <b>
        <Glyph name="doc" size="s" />
        <a href={manUrl(page)} rel="external">
          {page}
        </a>
      </b>
      {children}
    </div>
  )
}

/** Throws for a page that is not written as `ss(8)`. */
export function manUrl(page: string): string {
  const [, name, section] = /^([\w.+-]+)\((\d)\w*\)$/.exec(page) ?? []
  if (!name) throw new Error(`<Man page="${page}">: a manual page is written as ss(8)`)
  return `https://man7.org/linux/man-pages/man${section}/${name}.${section}.html`
}

/** What operators meet. */
export function InProduction({ children }: { readonly children: ReactNode }) {
  return (
    <div role="note" className="mn prod">
      <b>
        <Glyph name="wrench" size="s" />
        In production
      </b>
      {children}
    </div>
  )
}
