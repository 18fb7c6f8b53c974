import { Fragment } from 'react'

const marks = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)/

/** A quiz text: `code`, **bold** and *em*, nothing else. */
export function Inline({ text }: { readonly text: string }) {
  return text.split(marks).map((part, index) => {
    // the parts of one text never change places
    const key = `${index}`
    if (part.startsWith('`')) return <code key={key}>{part.slice(1, -1)}</code>
    if (part.startsWith('**')) return <strong key={key}>{part.slice(2, -2)}</strong>
    if (part.length > 2 && part.startsWith('*')) return <em key={key}>{part.slice(1, -1)}</em>
    return <Fragment key={key}>{part}</Fragment>
  })
}
