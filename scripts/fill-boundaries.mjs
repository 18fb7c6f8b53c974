const MOVE = /\$RC\("(B:[0-9a-f]+)","(S:[0-9a-f]+)"\)/

/**
 * React sends a large Suspense boundary at the end of the page, hidden, with a script that moves it to its place. A page that has
 * to be whole without scripts needs it there from the start: this does in the file what that script does in the browser.
 * Throws when the page holds a piece that it cannot place.
 */
export function fillBoundaries(html) {
  let page = html
  for (let found = nextMove(page); found; found = nextMove(page)) {
    const { script, boundary, segment } = found
    const open = `<div hidden id="${segment}">`
    const start = page.indexOf(open)
    const close = `</div>${script}`
    const end = page.indexOf(close, start)
    if (start < 0 || end < 0) throw new Error(`the hidden part ${segment} was not found`)
    const content = page.slice(start + open.length, end)
    const rest = page.slice(0, start) + page.slice(end + close.length)
    const hole = `<!--$?--><template id="${boundary}"></template>`
    const at = rest.indexOf(hole)
    const until = rest.indexOf('<!--/$-->', at)
    if (at < 0 || until < 0) throw new Error(`the place ${boundary} was not found`)
    page = `${rest.slice(0, at)}<!--$-->${content}${rest.slice(until)}`
  }
  if (/<template id="[BP]:/.test(page)) throw new Error('a part of the page is missing from it')
  return page
}

function nextMove(page) {
  for (const [script] of page.matchAll(/<script>(?:(?!<\/script>)[\s\S])*<\/script>/g)) {
    const [, boundary, segment] = MOVE.exec(script) ?? []
    if (boundary) return { script, boundary, segment }
  }
  return null
}
