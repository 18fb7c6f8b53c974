import type { ReactNode } from 'react'

/** The lesson in a few sentences that could be said aloud. */
export function Recap({ children }: { readonly children: ReactNode }) {
  return <div className="recap">{children}</div>
}
