import { themeDrawerKey } from './theme'

/** A chosen theme never flashes in from the other one. An embed takes the one that its page asks for: `?theme=light` or `dark`. */
const asked = `location.pathname.startsWith('/embed/')&&new URLSearchParams(location.search).get('theme')`
const theme = `try{var t=${asked}||localStorage.getItem(${JSON.stringify(themeDrawerKey)});if(t==='light'||t==='dark')d.theme=t;else delete d.theme}catch(e){}`

/** Who comes back, or comes to a section, is put in the middle of the page: it is laid out whole, so that nothing moves there. */
const whole = `if(location.hash||performance.getEntriesByType('navigation')[0]?.type!=='navigate')d.whole=''`

/** A page that was drawn unseen is shown later: the theme may have been changed meanwhile. */
const script = `var d=document.documentElement.dataset;function p(){${theme}}p();document.addEventListener('prerenderingchange',p);${whole}`

/** Runs before the first paint. */
export function BeforePaint() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, and the only way to run before the first paint
  return <script dangerouslySetInnerHTML={{ __html: script }} />
}
