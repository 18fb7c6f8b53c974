import type { ReactNode } from 'react'

/** A drawing across text and margin, with its caption. */
export function Figure({ caption, children }: { readonly caption: string; readonly children: ReactNode }) {
  return (
    <figure className="wide figw">
      {children}
      <figcaption className="cap">{caption}</figcaption>
    </figure>
  )
}
