import rehypeShikiFromHighlighter from '@shikijs/rehype/core'
import { classesNotStyles, highlighter, theme } from './highlighter.mjs'

/** Fenced code, coloured at build time with classes. */
export default function rehypeCode() {
  const colour = highlighter().then((made) =>
    rehypeShikiFromHighlighter(made, {
      theme,
      transformers: [classesNotStyles],
      fallbackLanguage: 'text',
    }),
  )
  return async (tree, file) => (await colour)(tree, file)
}
