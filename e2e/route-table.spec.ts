import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { wake } from './site'

test('a reader edits the routing table by keyboard, and is refused in the tool’s words', async ({ page }) => {
  await page.goto('/learn/routing/routing-and-gateways/')
  await wake(page)
  const figure = page.getByRole('group', { name: 'A routing table to edit' })
  const said = figure.locator('.say')
  await expect(said).toContainText('10.20.0.0/16, with 16 bits')

  // each deletion hands the packet to the next best entry
  for (const after of [
    '10.0.0.0/8',
    'the lower metric decides: 100 before 600',
    'One entry matches',
    'Nothing is sent',
  ]) {
    await figure
      .locator('li.now')
      .getByRole('button', { name: /Delete/ })
      .press('Enter')
    await expect(said).toContainText(after)
  }
  await expect(figure.getByRole('region', { name: 'What the tool prints' })).toContainText(
    'Network is unreachable',
  )

  const line = figure.getByRole('textbox', { name: /prefix, gateway/ })
  await line.fill('10.20.0.7/16 via 192.168.1.2')
  await line.press('Enter')
  await expect(figure.getByRole('status')).toContainText('Error: Invalid prefix for given prefix length.')
  await line.fill('10.20.0.0/16 via 192.168.1.2 metric 5000')
  await line.press('Enter')
  await expect(figure.getByRole('status')).toContainText('Done')
  await expect(said).toContainText('10.20.0.0/16 with metric 5000')

  const to = figure.getByRole('textbox', { name: 'A packet to' })
  await to.fill('10.20.0.700')
  await expect(figure).toContainText('No IPv4 address')
  await figure.getByText('Read this lookup as text').click()
  const { violations } = await new AxeBuilder({ page }).include('.rtab').analyze()
  expect(violations).toEqual([])

  await figure.getByRole('button', { name: 'Start over' }).click()
  await figure.getByRole('button', { name: '198.51.100.80' }).click()
  await expect(said).toContainText('100 before 600')
})
