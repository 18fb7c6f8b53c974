declare module '*.mdx' {
  import type { MDXProps } from 'mdx/types'
  import type { JSX } from 'react'

  /** The lesson's second-level headings, in order. */
  export const toc: readonly { readonly id: string; readonly text: string }[]
  export default function MDXContent(props: MDXProps): JSX.Element
}
