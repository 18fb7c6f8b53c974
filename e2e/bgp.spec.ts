import { expect, test } from '@playwright/test'

test('a reader lets a stranger take half of a prefix, and stops it with a ROA that somebody heeds', async ({
  page,
}) => {
  await page.goto('/learn/routing/bgp/')
  const figure = page.getByRole('group', { name: 'Six autonomous systems' })
  await figure.getByLabel('Situation').focus()
  await figure.getByLabel('Situation').selectOption('specific')
  await expect(figure).toContainText('Before: Packets from AS 64498 to 203.0.113.80 end in AS 64500')
  await figure.getByRole('slider', { name: 'Step' }).focus()
  await page.keyboard.press('End')
  await expect(figure).toContainText('end in AS 64511: AS 64498, AS 64496, AS 64511')
  await figure.getByLabel('ROA').selectOption('exact')
  await page.keyboard.press('Tab')
  await figure.getByLabel('Invalid routes are dropped by').selectOption('north')
  await figure.getByRole('slider', { name: 'Step' }).focus()
  await page.keyboard.press('End')
  await expect(figure).toContainText('end in AS 64500: AS 64498, AS 64496, AS 64499, AS 64500')
  await figure.getByLabel('All that was heard by').selectOption('AS 64496')
  await expect(figure).toContainText('dropped: ROAs cover this prefix')
})

test('a reader counts the sessions of reflectors, and sees the two rules', async ({ page }) => {
  await page.goto('/learn/routing/bgp/')
  const figure = page.getByRole('group', { name: 'The routers of one AS' })
  await figure.getByLabel('Design').focus()
  await figure.getByLabel('Design').selectOption('hub')
  await expect(figure).toContainText('2 routers of 10 hear of the route')
  await figure.getByLabel('Design').selectOption('reflectors')
  await figure.getByLabel(/^Routers/).fill('11')
  await figure.getByLabel(/^of them reflectors/).fill('2')
  await expect(figure).toContainText('11 routers, 2 of them reflectors: 19 sessions, 38 neighbour statements')
  await expect(figure).toContainText('R1, a client (rule 2)')
  await figure.getByLabel(/^R1, which/).selectOption('no')
  await expect(figure).toContainText('RR2: from a non-client, so not to non-clients (rule 1)')
})
