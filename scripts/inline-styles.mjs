const SHEET = /<link\b(?=[^>]*\brel="stylesheet")[^>]*\bhref="([^"]+)"[^>]*>/g
const PRELOAD = /<link\b(?=[^>]*\brel="preload")[^>]*\bhref="([^"]+)"[^>]*>/g

/**
 * A page with its style sheets inside, so that its first paint waits for one answer and not for two, and with each preload said
 * once (React writes those of the layout twice). `read` gives the text of a sheet by its address. Throws when a sheet holds what
 * would end the element.
 */
export function inlineStyles(page, read) {
  const said = new Set()
  return page
    .replace(PRELOAD, (tag, address) => {
      if (said.has(address)) return ''
      said.add(address)
      return tag
    })
    .replace(SHEET, (_tag, address) => {
      const sheet = read(address)
      if (/<\/style/i.test(sheet)) throw new Error(`${address} holds </style and cannot stand in a page`)
      return `<style>${sheet}</style>`
    })
}
