'use client'

import { useEffect, useState } from 'react'
import { Glyph } from './glyph'

/** Puts `text` on the clipboard and says so for two seconds. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <button
      type="button"
      className="btn sm copy needs-script"
      onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <Glyph name={copied ? 'check' : 'copy'} size="i" />
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </button>
  )
}
