import { expect, type FrameLocator, type Locator, type Page, test } from '@playwright/test'
import { MOST_ACTS, natLink } from '@/components/widgets/nat/nat-link'
import { beginningOf, situationIn } from '@/components/widgets/nat/nat-state'
import { describeMoment } from '@/lib/net/explain/describe-nat'
import { runPlan } from '@/lib/net/nat-lab/lab'
import { worlds } from '@/lib/net/nat-lab/places'
import { situations } from '@/lib/net/nat-lab/situations'
import { natDrills } from '@/lib/study/drills/nat'
import { expectAccessible } from './axe'
import { everyDrill } from './drill-panel'
import { openInForeignPage } from './foreign-page'
import { stepThrough } from './live-line'
import { wake } from './site'

const TOOL = '/tools/nat/'

/** The simulator as its reader meets it: by names and words, and by keys alone. */
class NatSimulator {
  readonly frame: Locator

  constructor(
    readonly page: Page,
    readonly place: Page | FrameLocator,
  ) {
    this.frame = place.getByRole('group', { name: /^NAT: / })
  }

  get line(): Locator {
    return this.frame.locator('[aria-live=polite][aria-atomic=true]')
  }

  get table(): Locator {
    return this.frame.getByRole('table', { name: /^(Translation table|Table of )/ }).first()
  }

  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true })
  }

  /** A situation that was on show before says so in its name. */
  situation(title: string): Locator {
    const plain = title.replace(/[()?]/g, '\\$&')
    return this.frame.getByRole('button', { name: new RegExp(`^${plain}( ?, seen)?$`) })
  }

  async press(control: Locator): Promise<void> {
    await control.focus()
    await this.page.keyboard.press('Enter')
  }

  async write(field: Locator, text: string): Promise<void> {
    await field.focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.type(text)
  }
}

async function openTool(page: Page, hash = ''): Promise<NatSimulator> {
  await page.goto(`${TOOL}${hash}`)
  await wake(page)
  await expect(page.locator('[data-island=nat][data-awake]')).toBeAttached()
  return new NatSimulator(page, page)
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the first situation, its table and the matrix are there', async ({ page }) => {
    await page.goto(TOOL)
    const nat = new NatSimulator(page, page)
    await expect(nat.line).toContainText('The router writes a row: 192.168.1.20:51514 is 203.0.113.7:51514')
    await expect(nat.table).toContainText('198.51.100.10:443')
    await expect(page.getByRole('heading', { name: 'Which pairs of NATs can be punched?' })).toBeVisible()
    await expect(page.getByRole('link', { name: /^(yes|no): / })).toHaveCount(100)
  })
})

test('plays every situation by keyboard, and says each step in the live line', async ({ page }) => {
  await everySituation(await openTool(page))
})

test('free play by keyboard: send, knock, wait, forward, break, and mistakes next to their fields', async ({
  page,
}) => {
  await freePlay(await openTool(page))
})

test('drills by keyboard', async ({ page }) => {
  await openTool(page)
  await everyDrill(page, page, 'Practice', natDrills)
})

test('does the same in a page of another origin', async ({ page, baseURL }) => {
  test.slow() // every situation, every step and every drill in one journey
  const { frame, stop } = await openInForeignPage(page, `${baseURL}/embed/nat/?theme=dark`)
  try {
    const nat = new NatSimulator(page, frame)
    await expect(nat.frame).toBeVisible()
    await page.mouse.move(40, 140)
    await nat.button('Next step').focus()
    await page.keyboard.press('Shift')
    await expect(frame.locator('[data-island=nat][data-awake]')).toBeAttached()
    await everySituation(nat)
    await freePlay(nat)
    await everyDrill(page, frame, 'Practice', natDrills)
  } finally {
    await stop()
  }
})

test('a link leads back to the moment; one that cannot be read is explained', async ({ page }) => {
  const nat = await openTool(page)
  await nat.press(nat.button('Hole punching'))
  await nat.press(nat.button('Next step'))
  await expect(page).toHaveURL(/#v1&situation=punch&step=1$/)
  await page.reload()
  await wake(page)
  await expect(nat.line).toContainText('from outside I am 203.0.113.7:5000')
  await openTool(page, '#v1&situation=nothing')
  await page.reload()
  await wake(page)
  await expect(page.getByRole('alert').filter({ hasText: 'cannot be read' })).toBeVisible()
  await expect(nat.line).toContainText('step 1 of 5')
})

test('the matrix leads to the pair in the simulator', async ({ page }) => {
  const nat = await openTool(page)
  const pair = page.getByRole('link', {
    name: 'no: maps by address and port, filters by address and port with as Linux does it',
  })
  await pair.focus()
  await page.keyboard.press('Enter')
  await expect(nat.frame.getByRole('group', { name: 'Alice’s router' }).getByLabel('Mapping')).toHaveValue(
    'address-and-port-dependent',
  )
  await expect(nat.frame).toBeFocused()
  await expect(nat.frame).toBeInViewport()
  await nat.button('Next step').focus()
  await page.keyboard.press('End')
  await expect(nat.line).toContainText('drops it')
})

test('a run that is full says so and does no more', async ({ page }) => {
  const more = Array.from({ length: MOST_ACTS - 1 }, () => ({ do: 'wait', seconds: 1 }) as const)
  const nat = await openTool(page, natLink.write({ ...beginningOf('first'), more }))
  const wait = nat.frame.getByRole('button', { name: /^Wait/ }).first()
  const full = page.getByRole('alert').filter({ hasText: `You have done ${MOST_ACTS} things` })
  await nat.press(wait)
  await expect(full).toBeVisible()
  await nat.press(wait)
  await expect.poll(() => page.url().match(/wait/g)?.length).toBe(MOST_ACTS)
  await page.reload()
  await wake(page)
  await expect(full).toBeVisible()
  const { plan } = situationIn(beginningOf('first'))
  await expect(nat.line).toContainText(`of ${runPlan(plan).moments.length + MOST_ACTS}`)
})

test('a range of ports is taken once its ends fit each other', async ({ page }) => {
  const nat = await openTool(page)
  const lowest = nat.frame.getByLabel(/^Lowest outside port/)
  await nat.write(lowest, '1')
  await nat.write(nat.frame.getByLabel(/^Highest outside port/), '1')
  await expect(page).toHaveURL(/router\.portRange\.1:1(?!\d)/)
  await nat.write(lowest, '1025')
  await expect(nat.frame.getByText('The lowest, 1025, is above the highest, 1')).toBeVisible()
  await nat.write(nat.frame.getByLabel(/^Highest outside port/), '65535')
  await expect(page).toHaveURL(/router\.portRange\.1025:65535/)
  await expect(nat.frame.getByText('is above the highest')).toHaveCount(0)
})

test('with bytes open nothing offends axe', async ({ page }) => {
  const nat = await openTool(page)
  await nat.press(nat.button('Bytes after the router'))
  await expect(nat.frame.getByRole('listbox')).toBeVisible()
  await expectAccessible(page, '[data-island=nat]')
})

test('fits 320 px', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  const nat = await openTool(page)
  await nat.frame.getByRole('combobox', { name: 'Situations' }).selectOption('cgnat')
  await expect(nat.line).toContainText('100.64.0.7')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

/** Each situation from its list, then every step by key: the live line says what the engine did. */
async function everySituation(nat: NatSimulator): Promise<void> {
  for (const { title, plan, start } of situations) {
    const { moments } = runPlan(plan)
    await nat.press(nat.situation(title))
    await expect(nat.frame.getByRole('heading', { name: `NAT: ${title}` })).toBeVisible()
    await nat.button('Next step').focus()
    await expect(nat.line).toContainText(`step ${start + 1} of ${moments.length}`)
    const said = moments.map(
      (moment, index) =>
        `step ${index + 1} of ${moments.length}${describeMoment(moment, worlds[plan.world])}`,
    )
    expect(await stepThrough(nat.page, nat.line)).toEqual(said.slice(start))
  }
}

async function freePlay(nat: NatSimulator): Promise<void> {
  const { page, frame, line } = nat
  await nat.press(nat.situation('Free play: one router'))
  await expect(line).toContainText('Nothing has been sent yet')

  // out, and the answer
  const form = frame.getByRole('form', { name: 'Send a packet' })
  await nat.write(form.getByLabel('From port'), '70000')
  await page.keyboard.press('Enter')
  await expect(form.getByRole('alert')).toContainText(
    '70000 is not between 1 and 65535. The nearest is 65535.',
  )
  await nat.write(form.getByLabel('From port'), '51514')
  await page.keyboard.press('Enter')
  await expect(line).toContainText('The router writes a row: 192.168.1.20:51514 is 203.0.113.7:51514')
  await expect(frame.getByRole('region', { name: 'conntrack -L on router' })).toContainText(
    'SYN_SENT src=192.168.1.20 dst=198.51.100.10 sport=51514 dport=443 [UNREPLIED]',
  )
  await page.keyboard.press('Tab')
  await nat.button('Next step').focus()
  await page.keyboard.press('ArrowRight')
  await expect(line).toContainText('The web server sends a TCP SYN, ACK')

  // a knock from outside, refused; then a port forward, and it gets in
  await form.getByLabel('From', { exact: true }).selectOption('stranger')
  await form.getByLabel('To', { exact: true }).selectOption('203.0.113.7')
  await nat.write(form.getByLabel('To port'), '8080')
  await page.keyboard.press('Enter')
  await expect(line).toContainText('No row and no port forward covers 203.0.113.7:8080')
  await nat.press(frame.getByRole('button', { name: 'Forward the port' }))
  await expect(line).toContainText('Port 8080 (tcp) is forwarded to laptop, port 80.')
  await expect(frame.getByRole('region', { name: /^iptables/ })).toContainText(
    'tcp dpt:8080 to:192.168.1.20:80',
  )
  await nat.press(form.getByRole('button', { name: 'Send' }))
  await expect(line).toContainText('The port forward covers 203.0.113.7:8080')
  await nat.press(frame.getByRole('button', { name: 'Remove 8080' }))
  await expect(line).toContainText('No port is forwarded.')

  // time, and a restart
  await frame.getByLabel('Let time pass').selectOption({ label: '5 days' })
  await nat.press(nat.button('Wait'))
  await expect(line).toContainText('5 days pass without a packet.')
  await nat.press(nat.button('Restart it'))
  await expect(line).toContainText('restarts and forgets its table')

  // what is switched off
  const forwards = frame.getByRole('switch', { name: 'Forwards packets' })
  await nat.press(forwards)
  await expect(line).toContainText('ip_forward is 0')
  await nat.press(forwards)
  await nat.press(frame.getByRole('switch', { name: 'Filters' }))
  await form.getByLabel('To', { exact: true }).selectOption('192.168.1.20')
  await nat.write(form.getByLabel('To port'), '80')
  await page.keyboard.press('Enter')
  await expect(line).toContainText('nothing filters: the router forwards it as any router would')

  // the same situation with another filter
  await nat.press(nat.situation('Nobody asked for this'))
  await expect(line).toContainText('the router drops it')
  await frame.getByLabel('Mapping').selectOption('endpoint-independent')
  await frame.getByLabel('Filtering: who may reply?').selectOption('endpoint-independent')
  await expect(line).toContainText('the destination becomes 192.168.1.20:51514')

  // bytes of what left, with what changed
  await nat.press(nat.button('Bytes after the router'))
  await expect(frame.getByRole('option', { name: /^Source address/ })).toBeVisible()
  await nat.press(nat.button('Bytes after the router'))
  await expect(frame.getByRole('option', { name: /^Source address/ })).toHaveCount(0)
}
