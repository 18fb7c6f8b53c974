import { themeDrawerKey } from './theme'

/** Runs before the first paint, so that a chosen theme never flashes in from the other one. */
const script = `try{var t=localStorage.getItem(${JSON.stringify(themeDrawerKey)});if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`

export function ThemeScript() {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, and the only way to run before the first paint
  return <script dangerouslySetInnerHTML={{ __html: script }} />
}
