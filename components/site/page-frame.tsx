import type { ReactNode } from 'react'
import { Footer } from './footer'
import { type Place, TopBar } from './top-bar'

/** What stands around every page: a way past the bar, the bar, the foot. The page brings its own `<main id="main">`. */
export function PageFrame({ current, children }: { readonly current?: Place; readonly children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the text
      </a>
      <TopBar current={current} />
      {children}
      <Footer />
    </>
  )
}
