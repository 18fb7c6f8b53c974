import { expect, test } from '@playwright/test'
import { wake } from './site'

test('a reader steps to the loss by keyboard, takes it away, and sees the router drop', async ({ page }) => {
  await page.goto('/learn/transport/tcp-reliability/')
  await wake(page)
  const figure = page.getByRole('group', { name: 'One transfer, one bottleneck' })
  await figure.getByRole('slider', { name: 'Step' }).focus()
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight')
  await expect(figure).toContainText('ssthresh becomes 49 segments')
  const path = page.getByRole('group', { name: 'The transfer and its path' })
  await path.getByLabel('To send').selectOption({ label: '1,000,000 B' })
  await path.getByLabel('Lose data segments number').fill('')
  await page.keyboard.press('Enter')
  await expect(figure.getByRole('status')).toContainText('CUBIC: 8')
  await figure.getByRole('slider', { name: 'Step' }).focus()
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowRight')
  await expect(figure).toContainText('The router’s queue is full')
  await path.getByLabel('Lose data segments number').fill('all')
  await expect(path.getByRole('alert')).toContainText('cannot be used')
})
