import { expect, test } from '@playwright/test'

test('a reader writes an address long and short, and plays the race', async ({ page }) => {
  await page.goto('/learn/addressing/ipv6/')
  const writing = page.getByRole('group', { name: 'An IPv6 address, long and short' })
  await expect(writing).toContainText('Written short, this address is 2001:db8:85a3::8a2e:370:7334')
  const field = writing.getByRole('textbox', { name: 'Your address' })
  await field.fill('2001:DB8:0:0:1:0:0:1')
  await expect(writing).toContainText('the first of 2 runs that are equally long')
  await field.fill('2001:db8::7::1')
  await expect(writing).toContainText('a second "::", at character 12')
  await writing.getByRole('button', { name: '::1', exact: true }).click()
  await expect(field).toHaveValue('::1')
  await expect(writing).toContainText('One group is written, so :: stands for 7 groups of zeros')

  const race = page.getByRole('group', { name: 'One name, two addresses, two paths' })
  const slider = race.getByRole('slider', { name: 'Step' })
  const steps = (await slider.getAttribute('max')) ?? ''
  await race.getByRole('radio', { name: 'IPv6 refused' }).check()
  await expect(slider).not.toHaveAttribute('max', steps) // the other situation is on show
  await slider.focus()
  await page.keyboard.press('End')
  await expect(race).toContainText('198.51.100.80 0.040350')
})
