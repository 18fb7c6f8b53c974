import { expect, type Locator, type Page } from '@playwright/test'

/**
 * Hears what a live region says from now on, each text once, as a screen reader is given it. Returns the way to what was heard so
 * far; what it says now is the first.
 */
export async function listen(line: Locator): Promise<() => Promise<string[]>> {
  await line.evaluate((element) => {
    const heard = [element.textContent ?? '']
    Object.assign(element, { heard })
    new MutationObserver(() => {
      const text = element.textContent ?? ''
      if (text !== heard.at(-1)) heard.push(text)
    }).observe(element, { subtree: true, childList: true, characterData: true })
  })
  return () => line.evaluate((element) => [...(element as unknown as { heard: string[] }).heard])
}

/**
 * Goes on by the right arrow key from step `from` to the last one, or until `isEnough` of what was said, and returns all of it. The
 * focus must be in the stepper.
 */
export async function stepThrough(
  page: Page,
  line: Locator,
  isEnough: (heard: readonly string[]) => boolean = () => false,
): Promise<readonly string[]> {
  const counter = line.locator('.st')
  const said = /(\d+) of (\d+)$/.exec((await counter.textContent()) ?? '')
  if (!said) throw new Error('the live line does not count steps')
  const [from, count] = [Number(said[1]), Number(said[2])]
  const heard = await listen(line)
  for (let at = from; at < count; ) {
    const to = Math.min(count, at + AT_ONCE)
    for (; at < to; at++) await page.keyboard.press('ArrowRight')
    await expect(counter).toHaveText(new RegExp(` ${to} of ${count}$`))
    if (isEnough(await heard())) break
  }
  return heard()
}

/** So many keys are pressed before it is looked whether that is enough. */
const AT_ONCE = 12
