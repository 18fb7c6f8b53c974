import { expect, type Page, test } from '@playwright/test'
import { subnetDrills } from '@/lib/study/drills/subnet'
import { endsDrill } from '@/lib/study/drills/subnet-ends'
import { everyDrill, fillIn, questionOf } from './drill-panel'
import { openInForeignPage } from './foreign-page'
import { wake } from './site'
import { SubnetCalculator } from './subnet-calculator'

const TOOL = '/tools/subnet/'

async function openTool(page: Page, hash = ''): Promise<SubnetCalculator> {
  await page.goto(`${TOOL}${hash}`)
  await wake(page)
  await expect(page.locator('[data-island=subnet][data-awake]')).toBeAttached()
  return new SubnetCalculator(page, page)
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('one example is worked out in full', async ({ page }) => {
    await page.goto(TOOL)
    const subnet = new SubnetCalculator(page, page)
    await expect(subnet.answer('Broadcast')).toHaveText('192.168.10.127')
    await expect(page.getByText('77 ÷ 64 = 1 rest 13; 1 × 64 = 64').first()).toBeVisible()
    await expect(page.getByRole('row', { name: /Reachable globally/ })).toContainText('no')
    await expect(subnet.field).toBeHidden()
    await page.getByText('Read 192.168.10.77/26 as text').click()
    await expect(subnet.twin.getByRole('row', { name: 'Broadcast 192.168.10.127' })).toBeVisible()
  })
})

test('does every job by keyboard, and says so in the live line', async ({ page }) => {
  await everyJob(await openTool(page))
})

test('drills by keyboard: right answers count, wrong ones are told from their misconception', async ({
  page,
}) => {
  await openTool(page)
  await everyDrill(page, page, 'Practice', subnetDrills)
  await page.reload()
  await wake(page)
  const panel = page.getByRole('group', { name: 'Practice' })
  await panel.scrollIntoViewIfNeeded()
  await expect(panel.locator('.hd')).toContainText('1 of 2 correct')
  await expect(panel.getByRole('heading', { name: `Question 3: ${endsDrill.title}` })).toBeVisible()

  // the address itself taken for its network
  const question = questionOf(endsDrill, 3)
  const [, broadcast] = endsDrill.check(question, { network: '?', broadcast: '?' })
  const network = /`([\d.]+)\//.exec(question.prompt)?.[1] ?? ''
  await fillIn(page, panel, question, { network, broadcast: broadcast.expected })
  await expect(panel.getByRole('status')).toContainText('The address itself is taken for its network')
})

test('does the same in a page of another origin, as high as it needs to be', async ({ page, baseURL }) => {
  const { frame, stop } = await openInForeignPage(page, `${baseURL}/embed/subnet/?theme=dark`)
  try {
    const inner = page.frames()[1]
    await expect(frame.getByRole('group', { name: 'Subnet calculator' })).toBeVisible()
    await page.mouse.move(40, 140)
    await frame.getByRole('textbox', { name: 'Address, network or range' }).focus()
    await page.keyboard.press('Shift')
    await expect(frame.locator('[data-island=subnet][data-awake]')).toBeAttached()
    expect(await inner.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    const subnet = new SubnetCalculator(page, frame)
    await everyJob(subnet)
    await everyDrill(page, frame, 'Practice', subnetDrills)
    const height = await inner.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height))
    await expect
      .poll(() => page.locator('iframe').evaluate((element) => element.getBoundingClientRect().height))
      .toBeGreaterThanOrEqual(height)
  } finally {
    await stop()
  }
})

test('a link leads back to the moment; one that cannot be read is explained', async ({ page }) => {
  const subnet = await openTool(page)
  await subnet.write(subnet.field, '10.3.7.9/20')
  await subnet.press(page.getByRole('button', { name: 'Split 10.3.0.0/20' }))
  await subnet.press(page.getByRole('button', { name: 'Split 10.3.8.0/21' }))
  await expect(page).toHaveURL(/#v1&wrote=10\.3\.7\.9\/20&cuts=\w+$/)
  await page.reload()
  await wake(page)
  await expect(page.locator('[data-island=subnet][data-awake]')).toBeAttached()
  await expect(page.getByRole('button', { name: 'Join into 10.3.8.0/21' })).toBeVisible()
  await expect(subnet.answer('Network')).toHaveText('10.3.0.0')

  // another page between, or only the hash would change
  await page.goto('about:blank')
  await openTool(page, '#v1&from=200')
  await expect(page.getByRole('alert')).toContainText('from is a whole number from -1 to 128')
  await expect(subnet.answer('Network')).toHaveText('192.168.10.64')
})

test('takes a list of hundreds, and says what is too long for the field or for a link', async ({ page }) => {
  const subnet = await openTool(page)
  const blocks = (count: number) =>
    Array.from({ length: count }, (_, index) => `10.${index >> 8}.${index & 255}.0/24`)
  await subnet.field.fill(blocks(400).join('\n'))
  await expect(subnet.section('The list').getByRole('row')).toHaveCount(401)
  await expect(subnet.frame).toContainText('A link to this leaves out what is in the field')
  await expect(subnet.field).toHaveAccessibleDescription(/A mask, a wildcard mask/)
  await subnet.field.fill(
    blocks(150)
      .map((block) => `${block} # ${'a note '.repeat(16)}`)
      .join('\n'),
  )
  await expect(subnet.field).toHaveAccessibleDescription(
    /Cut: 16,000 characters fit. What follows was left out, from “10.0.124.0\/24 # a note/,
  )

  await subnet.write(subnet.field, '10.0.0.0/8')
  const needs = page.getByRole('textbox', { name: /^Networks to fit into/ })
  await needs.fill(
    blocks(300)
      .map((_, index) => `Branch ${index} 200`)
      .join('\n'),
  )
  await expect(page.getByRole('row', { name: /^Branch 299/ })).toContainText('10.1.43.0/24')
  await expect(subnet.frame).toContainText('A link to this leaves out the plan')
  await expect(page).toHaveURL(/#v1&wrote=10\.0\.0\.0\/8$/)
})

test('the line between network and host part can be dragged, on one row and on four', async ({ page }) => {
  const subnet = await openTool(page)
  await dragToBit(page, 19)
  await expect(subnet.slider).toHaveValue('20')
  await expect(subnet.answer('Mask')).toHaveText('255.255.240.0')
  await page.setViewportSize({ width: 390, height: 900 })
  await dragToBit(page, 11)
  await expect(subnet.slider).toHaveValue('12')
})

/** From the line that is there to the right edge of a bit. */
async function dragToBit(page: Page, bit: number): Promise<void> {
  const edge = page.locator('.bits .edge')
  await edge.scrollIntoViewIfNeeded()
  const start = await edge.boundingBox()
  const goal = await page.locator(`.bits [data-bit="${bit}"]`).boundingBox()
  if (!start || !goal) throw new Error('there are no bits to drag')
  await page.mouse.move(start.x + 1, start.y + start.height / 2)
  await page.mouse.down()
  await page.mouse.move(goal.x + goal.width - 3, goal.y + goal.height / 2, { steps: 4 })
  await page.mouse.up()
}

async function everyJob(subnet: SubnetCalculator): Promise<void> {
  const { page, place, field, line } = subnet

  // an address and a mask; then one bit more by the arrow key
  await subnet.write(field, '10.3.7.9 255.255.240.0')
  await expect(line).toContainText(
    '10.3.7.9 is in 10.3.0.0/20. Keep the first 20 bits, clear the other 12: 10.3.0.0.',
  )
  await expect(line).toContainText('Hosts: 10.3.0.1 to 10.3.15.254, 4,094 of them.')
  await subnet.slider.focus()
  await page.keyboard.press('ArrowRight')
  await expect(line).toContainText('10.3.7.9 is in 10.3.0.0/21.')
  await expect(field).toHaveValue('10.3.7.9/21')
  await page.keyboard.press('End')
  await expect(line).toContainText('10.3.7.9 is a block of one address.')
  await page.keyboard.press('ArrowLeft')
  await expect(subnet.answer('Broadcast')).toHaveText('none in a /31')
  await expect(subnet.answer('Usable hosts')).toHaveText('2')

  // the text version tells what is on show, and goes on doing so
  await subnet.write(field, '10.20.30.40/20')
  await subnet.press(place.getByText('Read 10.20.30.40/20 as text'))
  await expect(subnet.twin.getByRole('row', { name: 'Broadcast 10.20.31.255' })).toBeVisible()
  await subnet.write(field, '10.0.0.5-10.0.0.8')
  await expect(subnet.twin.getByRole('row')).toHaveText([
    'Block',
    '10.0.0.5/32',
    '10.0.0.6/31',
    '10.0.0.8/32',
  ])

  // a mistake: why, where, and the nearest right form by key
  await subnet.write(field, '010.3.7.9/20')
  await expect(line).toContainText('Not understood: part 1 has a leading zero: "010" is octal to some tools.')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await subnet.press(place.getByRole('button', { name: 'Use 10.3.7.9/20' }))
  await expect(field).toHaveValue('10.3.7.9/20')
  await expect(field).toBeFocused()
  await expect(line).toContainText('10.3.7.9 is in 10.3.0.0/20.')

  // is it in that network?
  await subnet.write(place.getByRole('textbox', { name: 'Address to check' }), '10.3.16.1')
  await page.keyboard.press('Enter')
  await expect(
    place.getByText('No. 10.3.16.1 is in 10.3.16.0/20: bit 20 of the first 20 differs.'),
  ).toBeVisible()

  // split twice, join once: the focus stays in the row
  await subnet.press(place.getByRole('button', { name: 'Split 10.3.0.0/20' }))
  await expect(line).toContainText('10.3.0.0/20 is now 10.3.0.0/21 and 10.3.8.0/21.')
  await expect(place.getByRole('button', { name: 'Split 10.3.0.0/21' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(place.getByRole('row', { name: /10\.3\.4\.0\/22/ })).toContainText('10.3.4.1 to 10.3.7.254')
  await subnet.press(place.getByRole('button', { name: 'Join into 10.3.0.0/20' }))
  await expect(line).toContainText('10.3.0.0/20 is one block again.')

  // a plan that fits, and one that does not
  const needs = place.getByRole('textbox', { name: /^Networks to fit into/ })
  await subnet.write(needs, 'Office 60\nUplink /30')
  await expect(place.getByRole('row', { name: /Office/ })).toContainText('10.3.0.0/26')
  await needs.fill('Office -5')
  await expect(place.getByText('Line 1, “Office -5”: "-5" is not a whole number')).toBeVisible()
  const plan = subnet.section('Plan subnets')
  await expect(plan.getByRole('status')).toContainText('There is no plan: no line could be read.')
  await expect(plan.getByRole('table')).toHaveCount(0)
  await subnet.write(needs, ' ')
  await expect(plan.getByRole('status')).toContainText('There is no plan yet.')
  await subnet.write(needs, 'Campus 5000\nOffice 60')
  await expect(place.getByRole('status').filter({ hasText: 'It does not fit.' })).toContainText(
    'Campus alone needs a /19, which is larger than 10.3.0.0/20.',
  )
  // around 10.3.0.0/20 a /18 holds both
  await subnet.press(place.getByRole('button', { name: /^Plan in / }))
  await expect(line).toContainText('10.3.0.0/18')
  await expect(place.getByRole('row', { name: /Campus/ })).toContainText('10.3.0.0/19')

  // a range, a list, IPv6
  await subnet.write(field, '10.0.0.5-10.0.1.20')
  await expect(line).toContainText(
    '10.0.0.5 to 10.0.1.20 takes 10 blocks: 10.0.0.5/32, 10.0.0.6/31, 10.0.0.8/29 and so on.',
  )
  await subnet.write(field, '10.4.0.0/24\n10.4.1.0/24\n10.4.1.128/25')
  const list = subnet.section('The list')
  await expect(list).toContainText('10.4.0.0/23')
  await expect(list).toContainText('10.4.1.0/24 contains 10.4.1.128/25')
  await subnet.press(list.getByRole('button', { name: '10.4.1.128/25' }))
  await expect(line).toContainText('10.4.1.128 is the network address of its block.')
  await subnet.write(field, '2001:db8:3::7/48')
  await expect(line).toContainText(
    '2001:db8:3::7 is in 2001:db8:3::/48. Keep the first 48 bits, clear the other 80: 2001:db8:3::.',
  )
  await expect(subnet.answer('Networks of /64')).toHaveText('65,536')
  await expect(subnet.section('The working')).toContainText('48 ÷ 4 = 12')
  await subnet.press(place.getByRole('button', { name: 'IPv4', exact: true }))
  await expect(line).toContainText('192.168.10.77 is in 192.168.10.64/26.')
}
