import { themeDrawerKey } from './theme'

/** A chosen theme never flashes in from the other one. An embed takes the one that its page asks for: `?theme=light` or `dark`. */
const asked = `location.pathname.startsWith('/embed/')&&new URLSearchParams(location.search).get('theme')`
const theme = `try{var t=${asked}||localStorage.getItem(${JSON.stringify(themeDrawerKey)});if(t==='light'||t==='dark')d.theme=t}catch(e){}`

/** Who comes back, or comes to a section, is put in the middle of the page: it is laid out whole, so that nothing moves there. */
const whole = `if(location.hash||performance.getEntriesByType('navigation')[0]?.type!=='navigate')d.whole=''`

const script = `var d=document.documentElement.dataset;${theme};${whole}`

/** Runs before the first paint. */
export function BeforePaint() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, and the only way to run before the first paint
  return <script dangerouslySetInnerHTML={{ __html: script }} />
}
