import { expect, type Page, test } from '@playwright/test'
import { wake } from './site'

/** The runtime comes at the reader's first sign: until it has taken the page over, nothing that a reader does may be lost. */

const lesson = '/learn/transport/tcp-connections/'

test('before the first sign a page is its words: no script is fetched', async ({ page }) => {
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url())
  })
  await page.goto(lesson, { waitUntil: 'networkidle' })
  expect(scripts).toEqual([])
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('TCP connections')
})

test('a button that is pressed first is answered', async ({ page }) => {
  await page.goto('/')
  await page.evaluate(() => document.querySelector<HTMLElement>('button[aria-label^="Theme"]')?.click())
  await page.keyboard.press('Shift')
  await expect(page.getByRole('button', { name: 'Theme: light' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})

test('a real first click, which is also the first sign, is answered', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Theme: system' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})

test('a prediction that is picked and committed without the runtime stays so', async ({ page }) => {
  await page.route('**/_next/static/**/*.js', (route) => route.abort())
  await page.goto(lesson)
  const question = page.locator('.pred').first()
  await question.locator('label').nth(1).click()
  await question.locator('summary').click()
  await expect(question.locator('.prose')).toBeVisible()
  await expect(question.getByText('Correct')).toBeVisible()
})

test('what was picked before the runtime came is still picked after it', async ({ page }) => {
  await page.goto(lesson)
  const picked = await page.evaluate(() => {
    const radio = document.querySelectorAll<HTMLInputElement>('.quiz input[type="radio"]')[1]
    radio?.click()
    return radio?.checked
  })
  expect(picked).toBe(true)
  await page.keyboard.press('Shift')
  await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
  await expect(page.locator('.quiz input[type="radio"]').nth(1)).toBeChecked()
})

test('an answer that is handed in before the runtime came is marked', async ({ page }) => {
  await page.goto(lesson)
  await page.evaluate(() => {
    const quiz = document.querySelector('.quiz')
    quiz?.querySelectorAll<HTMLInputElement>('input[type="radio"]')[1]?.click()
    const submit = [...(quiz?.querySelectorAll('button') ?? [])].find((one) =>
      /check/i.test(one.textContent ?? ''),
    )
    submit?.click()
  })
  await page.keyboard.press('Shift')
  await expect(page.locator('.quiz').getByText('Correct', { exact: true }).first()).toBeVisible()
})

test('a dotted word opens its sentence without the runtime', async ({ page }) => {
  await page.route('**/_next/static/**/*.js', (route) => route.abort())
  await page.goto(lesson)
  await page.getByRole('button', { name: 'three-way handshake' }).click()
  await expect(page.locator('.gloss:popover-open')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('.gloss:popover-open')).toHaveCount(0)
})

test('at the end of a page the next one is fetched, and drawn ahead where the browser does that', async ({
  page,
}) => {
  await page.goto(lesson)
  await wake(page)
  const next = page.locator('main a[rel=next]')
  const address = await next.evaluate((link) => (link as HTMLAnchorElement).href)
  const asked = page.waitForRequest(address)
  await next.scrollIntoViewIfNeeded()
  await asked
  await expect
    .poll(() => page.locator('script[type=speculationrules]').allTextContents())
    .toEqual([JSON.stringify({ prerender: [{ urls: [address], eagerness: 'immediate' }] })])
})

test('a page that was drawn ahead is shown in the theme that was chosen meanwhile', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Theme: system' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await page.evaluate(() => {
    delete document.documentElement.dataset.theme
    document.dispatchEvent(new Event('prerenderingchange'))
  })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })
  test('a lesson is whole: words, figures, questions, contents', async ({ page }) => {
    await page.goto(lesson)
    await expect(page.locator('.wid').last()).toBeVisible()
    await expect(page.locator('main .wid')).not.toHaveCount(0)
    await page.locator('.toc').getByRole('link', { name: 'Closing' }).click()
    await expect(page.getByRole('heading', { name: 'Closing' })).toBeInViewport()
  })
})

test('what is pressed on a stepper whose player is still on its way is answered once', async ({ page }) => {
  const arrive = await openBefore(page, 'handshake')
  const widget = page.getByRole('group', { name: 'One connection, from SYN to TIME-WAIT' })
  await widget.getByRole('slider', { name: 'Step' }).focus()
  for (let key = 0; key < 3; key++) await page.keyboard.press('ArrowRight')
  await widget.getByRole('button', { name: 'Next step' }).click()
  await expect(widget.locator('[aria-live=polite]')).toContainText('step 1 of 8')
  arrive()
  await expect(widget.locator('[aria-live=polite]')).toContainText('step 5 of 8')
})

test('a number that is written while its player is on its way is run', async ({ page }) => {
  const arrive = await openBefore(page, 'handshake-live')
  await page.getByText('Change the network and both ends').click()
  const field = page.getByLabel(/^Client’s initial/)
  await field.fill('4294967295')
  arrive()
  const widget = page.getByRole('group', { name: 'Open, ask, answer, close', exact: true })
  await expect(widget.locator('[aria-live=polite].say')).toContainText('It starts counting at 4294967295')
  await expect(field).toHaveValue('4294967295')
})

test('a file that is chosen while its player is on its way is read', async ({ page }) => {
  const arrive = await openBefore(page, 'progress-report', '/progress/')
  await page.getByLabel('Import a file').setInputFiles({
    name: 'theirs.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"app":"hop-by'),
  })
  arrive()
  await expect(page.getByText('theirs.json was not imported. It is not complete')).toBeVisible()
})

/** A page at its reader's first sign, without the player of one island, which comes when it is let. */
async function openBefore(page: Page, island: string, path = '/tools/handshake/'): Promise<() => void> {
  const [, player] =
    new RegExp(`"?${island}"?:\\["([^"]+)"`).exec(await (await page.request.get(path)).text()) ?? []
  const arrive = await hold(page, `**${player}`)
  await page.goto(path)
  await page.mouse.move(5, 5)
  await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
  return arrive
}

/** Holds what is asked for at these addresses until the returned function is called. */
async function hold(page: Page, addresses: string): Promise<() => void> {
  let arrive = () => {}
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route(addresses, async (route) => {
    await arrival
    await route.continue()
  })
  return arrive
}

for (const { tool, choice, play } of [
  { tool: 'handshake', choice: 'Situation', play: 'handshake-live' },
  { tool: 'nat', choice: 'Situations', play: 'nat' },
]) {
  test(`a step of a ${tool} situation that is asked for before its engine came is gone to`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 900 })
    await page.goto(`/tools/${tool}/`)
    await wake(page)
    await expect(page.locator(`[data-island=${play}][data-awake]`)).toBeAttached()
    const arrive = await hold(page, '**/*.js')
    const line = page.locator('.wid [aria-live=polite].say').first()
    await page.getByRole('combobox', { name: choice }).focus()
    await page.keyboard.press('ArrowDown')
    await expect(line).toContainText('is being fetched')
    await page.locator('.wid').first().getByRole('slider', { name: 'Step' }).focus()
    await page.keyboard.press('Home')
    for (let key = 0; key < 3; key++) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowLeft')
    arrive()
    await expect(line).toContainText(/step 3 of/)
  })
}
