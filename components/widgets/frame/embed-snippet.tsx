'use client'

import { useSyncExternalStore } from 'react'
import { CopyButton } from '@/components/ui/copy-button'
import { currentHash, watchHash } from './address-bar'

/** What to put into another page to have the instrument there, at the moment that is on show. */
export function EmbedSnippet({ name, title }: { readonly name: string; readonly title: string }) {
  const origin = useSyncExternalStore(watchHash, currentOrigin, () => '')
  const hash = useSyncExternalStore(watchHash, currentHash, () => '')
  const snippet = snippetOf({ origin, name, title, hash: /^#v\d+/.test(hash) ? hash : '' })
  return (
    <details className="twin snippet">
      <summary>Embed this instrument in a page of yours</summary>
      <p>
        It stands there at this moment, without the bars of this site, as high as it needs to be. Add{' '}
        <code>?theme=light</code> or <code>?theme=dark</code> to the address to match your page; without it
        the reader’s own setting decides.
        {origin === '' && ' Put the address of this site in front of /embed.'}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which a keyboard has to reach */}
      <pre className="wire" tabIndex={0}>
        {snippet}
      </pre>
      <CopyButton text={snippet} label="Copy" />
    </details>
  )
}

function currentOrigin(): string {
  return window.location.origin
}

type Place = { readonly origin: string; readonly name: string; readonly title: string; readonly hash: string }

function snippetOf({ origin, name, title, hash }: Place): string {
  const address = `${origin}/embed/${name}/${hash.replaceAll('&', '&amp;')}`
  return `<iframe src="${address}" title="${title}" width="100%" height="760" style="border:0" allow="clipboard-write"></iframe>
<script>
  addEventListener('message', ({ data, source }) => {
    if (data?.type !== 'hopbyhop:height') return
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.style.height = data.height + 'px'
  })
</script>`
}
