import { expect, test } from '@playwright/test'

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

test('what is pressed on a stepper whose player is still on its way is answered once', async ({
  page,
  request,
}) => {
  const tool = '/tools/handshake/'
  let arrive = () => {}
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const [, player] = /"?handshake"?:\["([^"]+)"/.exec(await (await request.get(tool)).text()) ?? []
  await page.route(`**${player}`, async (route) => {
    await arrival
    await route.continue()
  })
  await page.goto(tool)
  await page.mouse.move(5, 5)
  await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
  const widget = page.getByRole('group', { name: 'One connection, from SYN to TIME-WAIT' })
  await widget.getByRole('slider', { name: 'Step' }).focus()
  for (let key = 0; key < 3; key++) await page.keyboard.press('ArrowRight')
  await widget.getByRole('button', { name: 'Next step' }).click()
  await expect(widget.locator('[aria-live=polite]')).toContainText('step 1 of 8')
  arrive()
  await expect(widget.locator('[aria-live=polite]')).toContainText('step 5 of 8')
})
