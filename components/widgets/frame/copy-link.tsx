'use client'

import { useState } from 'react'
import { Glyph } from '@/components/ui/glyph'

/**
 * Copies a link to this moment of the instrument `name` on its own page, or on the page that `path` names. Where the browser keeps the clipboard shut (an embed
 * without permission, a page without https), the link is shown to be copied by hand.
 */
export function CopyLink({
  name,
  path = `/tools/${name}/`,
  hash,
  label = 'Copy link',
}: {
  readonly name: string
  readonly path?: string
  readonly hash: string
  readonly label?: string
}) {
  const [copied, setCopied] = useState<string | null>(null)
  const [shut, setShut] = useState(false)
  const done = copied === hash

  async function copy() {
    try {
      await navigator.clipboard.writeText(linkOf(path, hash))
      setShut(false)
    } catch {
      setShut(true)
    }
    setCopied(hash)
  }

  return (
    <>
      <button type="button" className="btn sm copy needs-script" onClick={copy}>
        <Glyph name={done && !shut ? 'check' : 'copy'} size="i" />
        <span aria-live="polite">{done ? (shut ? 'Copy it from the field' : 'Link copied') : label}</span>
      </button>
      {done && shut && (
        <input
          className="inp wire"
          readOnly
          aria-label="Link to this moment"
          value={linkOf(path, hash)}
          ref={(field) => field?.select()}
        />
      )}
    </>
  )
}

function linkOf(path: string, hash: string): string {
  return `${window.location.origin}${path}${hash}`
}
