import { expect, test } from '@playwright/test'

test('a reader follows the request through the layers, points at a byte, and changes the model', async ({
  page,
}) => {
  await page.goto('/learn/foundations/osi-model/')
  const figure = page.getByRole('group', { name: 'One request, layer by layer' })
  await expect(figure).toContainText('step 1 of 12')
  await figure.getByRole('slider', { name: 'Step' }).focus()
  for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight')
  await expect(figure).toContainText('Router, layer 3, network')
  await expect(figure).toContainText('it was 64, it is 63')
  await figure.getByRole('button', { name: 'TCP/IP' }).click()
  await expect(figure).toContainText('Router, internet layer')
  await figure.getByRole('button', { name: /HTTP/ }).click()
  await expect(figure.getByRole('heading', { level: 4 })).toHaveText('Request line')
})

test('a reader places a failure, and is shown the wire', async ({ page }) => {
  await page.goto('/learn/foundations/osi-model/')
  const message = page.getByRole('region', { name: 'Message 7 of 8' })
  await message.getByText('3 Network').click()
  await message.locator('summary').click()
  await expect(message).toContainText('NO-CARRIER')
  await expect(message.locator('.op.right')).toContainText('Correct')
})

test('a reader moves the server nearer, and the floor falls', async ({ page }) => {
  await page.goto('/learn/foundations/how-the-internet-works/')
  const figure = page.getByRole('group', { name: 'The floor under latency' })
  await expect(figure).toContainText('at least 55.7 ms')
  await figure.getByRole('combobox').first().focus()
  await figure.getByRole('combobox').first().selectOption('Sydney')
  await expect(figure).toContainText('Sydney and London')
  await figure.getByRole('combobox').nth(1).selectOption('Auckland')
  await figure.getByRole('slider').fill('3')
  await expect(figure).toContainText('3 round trips take at least 64.7 ms')
})
