import { expect, test } from '@playwright/test'
import { wake } from './site'

test('a reference table is searched by keyboard: by a word, by an address inside of a block, and without an answer', async ({
  page,
}) => {
  await page.goto('/reference/address-ranges/')
  await wake(page)
  const search = page.getByRole('searchbox', { name: 'Search this table' })
  const rows = page.getByRole('row').filter({ has: page.getByRole('cell') })
  const all = await rows.count()
  await search.focus()
  await page.keyboard.type('172.20.1.7')
  await expect(page.getByRole('status')).toHaveText(`1 of ${all} rows`)
  await expect(rows).toContainText('172.16.0.0/12')
  await search.fill('private use')
  await expect(rows).toHaveCount(3)
  await search.fill('no such thing')
  await expect(page.getByRole('status')).toHaveText('No row answers. Try fewer words.')
  await search.fill('')
  await expect(rows).toHaveCount(all)
})
