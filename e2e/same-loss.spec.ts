import { expect, test } from '@playwright/test'
import { wake } from './site'

test('a reader steps through the same loss by keyboard, and loses the last packet instead', async ({
  page,
}) => {
  await page.goto('/learn/transport/udp-and-quic/')
  await wake(page)
  const figure = page.getByRole('group', { name: 'The same loss, three transports' })
  await expect(figure.getByRole('row', { name: /^QUIC/ })).toContainText('28.7 ms')
  await figure.getByRole('slider', { name: 'Step' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(figure).toContainText('UDP: C2 arrives, and the program has it at once')
  await page.keyboard.press('End')
  await expect(figure).toContainText('UDP’s program has 11 of 12 pieces')
  const path = page.getByRole('group', { name: 'What is lost, and the path' })
  await path.getByLabel('Lost packet').selectOption({ label: '12th: C4, the last' })
  await figure.getByRole('slider', { name: 'Step' }).focus()
  await page.keyboard.press('End')
  await expect(figure).toContainText('TCP’s program has everything after 317.4 ms')
})
