import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'

async function open(page: Page): Promise<void> {
  await page.goto('/learn/addressing/ipv4-addresses/')
  await page.keyboard.press('Shift') // the first sign of a reader
}

test('the same packet from four places, by keyboard', async ({ page }) => {
  await open(page)
  const figure = page.getByRole('group', { name: 'Six addresses, four places' })
  const said = figure.locator('[aria-live=polite]')
  await expect(said).toContainText('192.168.1.20 from laptop, same LAN')
  const house = figure.getByRole('button', { name: 'Send to 192.168.1.20 from another house' })
  await house.focus()
  await page.keyboard.press('Enter')
  await expect(said).toContainText('Their printer takes it')
  await expect(house).toHaveAccessibleName(/another machine takes it$/)
  await figure.getByRole('button', { name: 'Send to 192.168.1.20 from web server' }).press('Enter')
  await expect(said).toContainText('No route leads to 192.168.1.20')
  await expect(figure.getByText('3 of 24 tried')).toBeVisible()
  await figure.getByRole('button', { name: 'Try the rest' }).click()
  await expect(figure.getByText('24 of 24 tried')).toBeVisible()
  await expect(figure.getByRole('button', { name: /: nobody takes it$/ })).toHaveCount(3)
  const { violations } = await new AxeBuilder({ page }).include('.reach').analyze()
  expect(violations).toEqual([])
})

test('any address has a kind, and what is none is explained', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 })
  await open(page)
  const figure = page.getByRole('group', { name: 'What kind of address is this?' })
  const field = figure.getByRole('textbox', { name: 'IPv4 address' })
  await field.fill('172.31.0.1')
  await expect(figure).toContainText('Private-Use, 172.16.0.0/12')
  await field.fill('172.32.0.1')
  await expect(figure).toContainText('an ordinary public address')
  await field.fill('10.0.0.256')
  await expect(figure).toContainText('part 4 is above 255')
  await figure.getByRole('button', { name: '224.0.0.251' }).click()
  await expect(field).toHaveValue('224.0.0.251')
  await expect(figure).toContainText('Every machine that joined this group')
  const { violations } = await new AxeBuilder({ page }).include('.kind').analyze()
  expect(violations).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })
  test('every attempt stands in the page as text', async ({ page }) => {
    await page.goto('/learn/addressing/ipv4-addresses/')
    await page.getByText('Read all attempts as text').click()
    await expect(page.locator('#text-reach li')).toHaveCount(24)
  })
})
