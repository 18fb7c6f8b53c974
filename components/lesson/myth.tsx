import type { ReactNode } from 'react'
import { Glyph } from '@/components/ui/glyph'

/** What many explanations say, and what is true. */
export function Myth({ claim, children }: { readonly claim: string; readonly children: ReactNode }) {
  return (
    <section className="myth" aria-label={`Not quite: ${claim}`}>
      <p className="claim">
        <Glyph name="cross" size="i" />
        <span>
          <span className="k">Often said</span>
          {claim}
        </span>
      </p>
      <div className="true">
        <span className="k">What is true</span>
        {children}
      </div>
    </section>
  )
}
