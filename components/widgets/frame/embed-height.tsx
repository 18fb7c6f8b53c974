/**
 * Tells the page that this one is embedded in how high it is, now and whenever that changes. It runs before the runtime is
 * fetched, so that no reader sees a cut-off frame. The height is no secret: any page may hear it.
 */
const script = `new ResizeObserver(function(){parent.postMessage({type:'hopbyhop:height',height:Math.ceil(document.body.getBoundingClientRect().height)},'*')}).observe(document.body)`

export function EmbedHeight() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, and the only way to run before the runtime
  return <script dangerouslySetInnerHTML={{ __html: script }} />
}
