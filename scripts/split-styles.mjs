/**
 * The sheet of the whole site, in pieces: what `app/globals.css` imports into a layer `widgets.<name>` becomes a part of its own,
 * which only those pages ask for that could use one of its rules. `common` is the rest; it begins with the order of all layers, so
 * that the cascade does not depend on which of them a page has.
 * @param {string} sheet minified
 * @returns {{ common: string, parts: readonly { name: string, css: string }[] }}
 */
export function splitStyles(sheet) {
  const begins = /@layer (widgets\.([\w-]+))\{/g
  const css = new Map()
  let common = ''
  let from = 0
  for (const found of sheet.matchAll(begins)) {
    if (found.index < from) continue
    const end = endOfBlock(sheet, found.index + found[0].length)
    common += sheet.slice(from, found.index)
    css.set(found[2], (css.get(found[2]) ?? '') + sheet.slice(found.index, end))
    from = end
  }
  const parts = [...css].map(([name, text]) => ({ name, css: text }))
  return { common: orderOf(sheet) + common + sheet.slice(from), parts }
}

/** Layers count in the order in which they are first named: named here, once, as the whole sheet named them. */
function orderOf(sheet) {
  const names = Array.from(sheet.matchAll(/@layer ([\w.-]+)[{;]/g), ([, name]) => name)
  return names.length > 0 ? `@layer ${[...new Set(names)].join(',')};` : ''
}

/** Where the block whose text begins at `at` ends, behind its brace. Braces in strings do not count. */
function endOfBlock(css, at) {
  let depth = 1
  let quote = ''
  for (let index = at; index < css.length; index++) {
    const letter = css[index]
    if (letter === '\\') index++
    else if (quote) quote = letter === quote ? '' : quote
    else if (letter === '"' || letter === "'") quote = letter
    else if (letter === '{') depth++
    else if (letter === '}' && --depth === 0) return index + 1
  }
  throw new Error('a layer of the style sheet has no end')
}

/** Whether a page with these classes and tags (`namesOf`) could use a rule of `css`: a selector asks for none that it lacks. */
export function couldUse(css, names) {
  for (const [, before] of css.matchAll(/([^{};]+)(?=\{)/g)) {
    if (/^\s*(@|from$|to$|\d)/.test(before)) continue
    if (splitList(before).some((selector) => couldMatch(selector, names))) return true
  }
  return false
}

function couldMatch(selector, names) {
  const groups = []
  let rest = selector
  // the innermost first: what is excluded is no condition, of alternatives one is enough
  for (let found = GROUP.exec(rest); found; found = GROUP.exec(rest)) {
    if (found[1] !== 'not') groups.push(found[2])
    rest = rest.slice(0, found.index) + rest.slice(found.index + found[0].length)
  }
  const asked = rest.replaceAll(/\[[^\]]*\]|::?[\w-]+/g, '').match(/[.#]?-?[A-Za-z_][\w-]*/g) ?? []
  return (
    asked.every((name) => name.startsWith('#') || names.has(name)) &&
    groups.every((group) => splitList(group).some((one) => couldMatch(one, names)))
  )
}

const GROUP = /:([\w-]+)\(([^()]*)\)/

/** At its commas, those in brackets apart. */
function splitList(list) {
  const pieces = ['']
  let depth = 0
  for (const letter of list) {
    if (letter === '(') depth++
    if (letter === ')') depth--
    if (letter === ',' && depth === 0) pieces.push('')
    else pieces[pieces.length - 1] += letter
  }
  return pieces
}

/** The tags of a page, and its classes with a dot before them. A widget's first frame is in the page, and tells what it may show. */
export function namesOf(html) {
  const names = new Set(Array.from(html.matchAll(/<([a-z][\w-]*)/gi), ([, tag]) => tag.toLowerCase()))
  for (const [, words] of html.matchAll(/\sclass="([^"]*)"/g))
    for (const word of words.split(/\s+/)) names.add(`.${word}`)
  return names
}
