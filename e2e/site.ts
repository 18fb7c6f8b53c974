import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'

const out = fileURLToPath(new URL('../out', import.meta.url))

/** Every page of the exported site as a path from its root: `/`, `/learn/transport/tcp-connections/` … */
export function everyPage(): string[] {
  return readdirSync(out, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html') && !file.startsWith('_next/'))
    .map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`)
    .filter((path) => path !== '/404/' && path !== '/_not-found/')
    .sort()
}

/** Every lesson of the exported site, `module/lesson`. */
export function writtenLessons(): string[] {
  return everyPage().flatMap((path) => /^\/learn\/([^/]+\/[^/]+)\/$/.exec(path)?.[1] ?? [])
}

/**
 * Gives a page its reader's first sign and waits until the runtime has taken it over. Every piece is laid out: until a reader
 * comes near, the pieces far below have a height that is only estimated, and what overflows it lies over the next piece.
 */
export async function wake(page: Page): Promise<void> {
  await page.mouse.move(5, 5)
  await page.keyboard.press('Shift')
  await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
  await page.addStyleTag({ content: '* { content-visibility: visible !important }' })
}
