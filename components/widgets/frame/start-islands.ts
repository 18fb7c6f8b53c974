import type { ComponentType } from 'react'
import { type IslandName, islands } from '@/components/islands'
import { keepAwake } from './keep-awake'

/**
 * What an exported page runs at the reader's first sign (`scripts/wake-islands.mjs` fetches it): finds the page's islands and
 * keeps each ready to wake. `players` resolves to the props of the players by their number on the page. Says `hop:hydrated`
 * when all of them listen.
 */
export function startIslands(players: Promise<readonly object[]>): void {
  for (const element of document.querySelectorAll<HTMLElement>('.island')) {
    const { island, player, text, wakes, wakesAt } = element.dataset
    keepAwake(element, {
      load: islands[island as IslandName] as () => Promise<ComponentType<object>>,
      player: async () => (await players)[Number(player)] ?? {},
      textId: text,
      now: wakes === 'sign',
      hash: wakesAt,
    })
  }
  prepareNext()
  document.documentElement.dataset.hydrated = ''
  dispatchEvent(new Event('hop:hydrated'))
}

/**
 * Who comes to the end of a page has the next one at once: fetched, and where the browser can do so drawn as well, unseen. A page
 * that nobody has touched runs nothing (`wake-islands.mjs`), so that is no more than its drawing.
 */
function prepareNext(): void {
  const way = document.querySelector<HTMLAnchorElement>('a[rel=next]')
  const { saveData = false } = (navigator as { connection?: { saveData?: boolean } }).connection ?? {}
  if (!way || saveData) return
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    observer.disconnect()
    const link = document.createElement('link')
    link.rel = 'prefetch'
    link.href = way.href
    document.head.append(link)
    if (!HTMLScriptElement.supports?.('speculationrules')) return
    const rules = document.createElement('script')
    rules.type = 'speculationrules'
    rules.text = JSON.stringify({ prerender: [{ urls: [way.href], eagerness: 'immediate' }] })
    link.onload = () => document.head.append(rules)
  })
  observer.observe(way)
}
