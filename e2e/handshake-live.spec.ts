import { expect, type FrameLocator, type Locator, type Page, test } from '@playwright/test'
import { handshakeDrills } from '../lib/study/drills/handshake'
import { expectAccessible } from './axe'
import { everyDrill } from './drill-panel'
import { openInForeignPage } from './foreign-page'
import { stepThrough } from './live-line'

/** The stepper on the engine, by keyboard alone: on its own page, and embedded in a page of another origin. */

const TOOL = '/tools/handshake/'
const EMBED = '/embed/handshake/'

/** Every situation in the order of the list, with what the live line says on the way through. */
const SITUATIONS: readonly (readonly [title: string, says: readonly string[]])[] = [
  [
    'Open, ask, answer, close',
    [
      'It starts counting at 1000000',
      'SYN and ACK together',
      'Data may flow',
      'sends 100 bytes',
      'TIME-WAIT is over',
    ],
  ],
  ['The SYN is lost', ['It is lost on the way', 'No answer came for 1 s', 'Data may flow']],
  [
    'The SYN-ACK is lost',
    [
      'It is lost on the way',
      'so the client sends the same SYN again',
      'so the server sends its SYN and ACK again',
    ],
  ],
  ['The third segment, the ACK, is lost', ['It is lost on the way', 'The server goes to ESTABLISHED']],
  ['Refused: nothing listens there', ['The server refuses with RST', 'The client goes to CLOSED']],
  [
    'Filtered: a firewall drops the SYN',
    ['drops the packet', 'No answer came for 32 s', 'Nothing came back to 7 SYNs: the connection timed out'],
  ],
  ['Rejected: a firewall answers with ICMP', ['icmp-port-unreachable', 'ECONNREFUSED']],
  ['Simultaneous open', ['both ends open at the same moment', 'The server goes to ESTABLISHED']],
  ['Data is lost: the timeout', ['It is lost on the way', 'No answer came for 240 ms']],
  ['Data is lost: fast retransmit', ['there is a hole', 'without waiting for its timer']],
  ['Half-close', ['The client goes to FIN-WAIT-1', 'The server sends 600 bytes', 'TIME-WAIT is over']],
  ['Simultaneous close', ['the two FINs cross', 'The server goes to TIME-WAIT']],
  ['Reset: the client breaks off', ['breaks the connection off with RST', 'Both ends are now in CLOSED']],
  [
    'TIME-WAIT: the last ACK is lost',
    [
      'It is lost on the way',
      'the server sends its FIN again',
      'A late segment for a connection in TIME-WAIT',
    ],
  ],
  ['The backlog is full', ['its queue is full', 'No answer came for 2 s', 'Data may flow']],
  ['TLS 1.3 handshake', ['It carries TLS Client Hello', 'TLS Server Hello', 'Application Data (encrypted)']],
  ['TLS 1.2 handshake', ['It carries TLS Client Hello', 'Server Hello Done', 'Client Key Exchange']],
  ['SSH session', ['It carries SSH names its version']],
  ['WebSocket upgrade', ['HTTP asks: GET', 'HTTP answers: 101']],
  ['DHCP: an address for an hour', ['DHCP DISCOVER', 'DHCP OFFER', 'DHCP REQUEST', 'DHCP ACK']],
  ['ARP: whose address is that?', ['ARP asks who has 192.168.1.11', 'ARP answers that 192.168.1.11 is at']],
  ['DNS: a name that does not exist', ['DNS asks for nosuch.acme.example (A)', 'NXDOMAIN']],
]

/** So many of them run on the engine. Recordings are long: they are stepped as far as the words that are looked for. */
const LIVE = 15

type Root = Page | FrameLocator

for (const where of ['its own page', 'a frame of another origin'] as const) {
  test.describe(`the stepper on ${where}`, () => {
    let stop: (() => Promise<void>) | null = null
    test.afterEach(async () => {
      await stop?.()
      stop = null
    })

    async function open(page: Page, baseURL: string): Promise<Root> {
      if (where === 'its own page') {
        await page.goto(TOOL)
        await awake(page)
        return page
      }
      const { frame, stop: stopServer } = await openInForeignPage(page, `${baseURL}${EMBED}`)
      stop = stopServer
      await awake(frame)
      return frame
    }

    test('plays every situation by its keys, and says each step', async ({ page, baseURL }) => {
      test.setTimeout(180_000)
      const root = await open(page, baseURL ?? '')
      const choice = root.getByLabel('Situation')
      for (const [at, [title, says]] of SITUATIONS.entries()) {
        await choice.focus()
        if (at > 0) await page.keyboard.press('ArrowDown')
        const widget = root.getByRole('group', { name: title, exact: true })
        const slider = widget.getByRole('slider', { name: 'Step' })
        await slider.focus()
        await page.keyboard.press('Home')
        const line = widget.locator('[aria-live=polite].say')
        await expect(line).toContainText(/(step|packet) 1 of \d+/)
        const heard = await stepThrough(page, line, (said) => at >= LIVE && hasAll(said, says))
        expect(hasAll(heard, says), `${title}: ${says.join(' … ')} in\n${heard.join('\n')}`).toBe(true)
      }
    })

    test('takes settings, loses what it is told to lose, and leads back to the moment', async ({
      page,
      baseURL,
      context,
    }) => {
      const root = await open(page, baseURL ?? '')
      const widget = root.getByRole('group', { name: 'Open, ask, answer, close', exact: true })
      const line = widget.locator('[aria-live=polite].say')
      await root.getByText('Change the network and both ends').focus()
      await page.keyboard.press('Enter')
      await write(page, root.getByLabel(/^Client’s initial/), '4294967295')
      await expect(line).toContainText('It starts counting at 4294967295')
      await write(page, root.getByLabel(/^Round trip/), 'long')
      const refusal = root.getByText('“long” cannot be used: write a whole number from 0 to 2000')
      await expect(refusal).toBeVisible()
      await write(page, root.getByLabel(/^Round trip/), '200')
      await expect(refusal).toHaveCount(0)
      await widget.getByRole('slider', { name: 'Step' }).focus()
      await page.keyboard.press('ArrowRight')
      await expect(line).toContainText('step 2 of 11')
      const client = widget.getByRole('group', { name: 'Client: state and variables' })
      const server = widget.getByRole('group', { name: 'Server: state and variables' })
      await expect(client).toContainText('SYN-SENT to ESTABLISHED: rcv SYN, ACK / snd ACK')
      await expect(client.locator('dd').nth(1)).toHaveText('10') // SND.NXT: 1 after the SYN, and raw 0
      await expect(server).toContainText('Retransmission: 900 ms left of 1 s')
      await root.getByRole('button', { name: 'Lose packet 2' }).focus()
      await page.keyboard.press('Space')
      await expect(root.getByText('The cable loses packet 2.')).toBeVisible()
      await expect(line).toContainText('It is lost on the way.')
      await page.keyboard.press('Tab')
      await write(page, root.getByLabel('Who closes first'), null)
      await page.keyboard.press('End')
      await expect(line).toContainText('step 2 of 11')

      if (where === 'its own page') await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await root.getByRole('button', { name: 'Copy link', exact: true }).focus()
      await page.keyboard.press('Enter')
      if (where === 'its own page') {
        await expect(root.getByRole('button', { name: 'Link copied' })).toBeVisible()
        const link = await page.evaluate(() => navigator.clipboard.readText())
        expect(link).toContain('#v1&rtt=200&lost=2&isnc=4294967295&closes=nobody&step=2')
        const said = await textOf(line)
        await page.goto('about:blank')
        await page.goto(link)
        await awake(page)
        await expect(line).toHaveText(said)
      }
    })

    test('its drills ask, check each field, say why, and count', async ({ page, baseURL }) => {
      await everyDrill(
        page,
        await open(page, baseURL ?? ''),
        'Drill: TCP, segment by segment',
        handshakeDrills,
      )
      if (where === 'its own page') await expectMisconceptions(page)
    })
  })
}

/** What the drills have shown is on the progress page, each with the way back to its drill. */
async function expectMisconceptions(page: Page): Promise<void> {
  await page.goto('/progress/')
  await awake(page)
  const met = page.getByRole('listitem').filter({ hasText: 'TCP stepper, drill' }).getByRole('link')
  await expect(met.first()).toBeVisible()
  await met.first().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Drill: TCP, segment by segment' })).toBeFocused()
  await expect(page.getByRole('heading', { name: /^Question 3: / })).toBeVisible()
}

test('a link leads to a question of a drill; a bad one is explained', async ({ page }) => {
  await page.goto(`${TOOL}#drill1&drill=handshake/which-lost&question=7`)
  const panel = page.getByRole('group', { name: 'Drill: TCP, segment by segment' })
  await expect(panel.getByRole('heading', { name: 'Question 7: Which packet was lost?' })).toBeVisible()
  await page.goto(`${TOOL}#drill1&drill=handshake/none`)
  await expect(panel.getByRole('alert')).toContainText('drill is one of')
})

test('an embed is as high as it needs to be, and takes the theme that its page asks for', async ({
  page,
  baseURL,
}) => {
  const { frame, stop } = await openInForeignPage(page, `${baseURL}${EMBED}?theme=dark`)
  try {
    await expect(frame.locator('html')).toHaveAttribute('data-theme', 'dark')
    const heightOf = () =>
      frame.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height))
    await expect.poll(async () => (await page.locator('iframe').boundingBox())?.height).toBe(await heightOf())
    expect(await heightOf()).toBeGreaterThan(600)
    await expect(frame.getByRole('navigation')).toHaveCount(0)
  } finally {
    await stop()
  }
})

test('a link that is bad or of another form is explained and ignored', async ({ page }) => {
  await page.goto(`${TOOL}#v1&rtt=fast`)
  await awake(page)
  await expect(page.getByRole('alert').first()).toContainText(
    '“rtt=fast”, but rtt is a whole number from 0 to 2000',
  )
  await expect(page.getByRole('group', { name: 'Open, ask, answer, close', exact: true })).toBeVisible()
  await page.goto(`${TOOL}#v7&step=3`)
  await page.reload()
  await awake(page)
  await expect(page.getByRole('alert').first()).toContainText('of a newer form (7)')
})

test('the tools are listed, and each page says how to embed it', async ({ page, baseURL }) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Tools' }).first().click()
  await page.getByRole('link', { name: 'TCP stepper' }).click()
  await awake(page)
  await page.getByText('Embed this instrument in a page of yours').click()
  await expect(page.locator('.snippet pre')).toContainText(`<iframe src="${baseURL}${EMBED}`)
})

test('a lesson’s situation is played without the engine, and leads to the page where it can be changed', async ({
  page,
}) => {
  await page.goto('/learn/transport/tcp-connections/')
  await awake(page)
  const widget = page.getByRole('group', { name: 'The SYN-ACK is lost', exact: true })
  await widget.scrollIntoViewIfNeeded()
  await widget.getByRole('slider', { name: 'Step' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(widget.locator('[aria-live=polite].say')).toContainText('It is lost on the way.')
  await expect(widget.getByRole('group', { name: 'Server: state and variables' })).toContainText(
    'SYN-RECEIVED',
  )
  await expect(widget.getByRole('link', { name: 'Change it on its own page' })).toHaveAttribute(
    'href',
    '/tools/handshake/#v1&show=syn-ack-lost&lost=2&closes=nobody',
  )
})

test('with every part open nothing offends axe', async ({ page }) => {
  await page.goto(`${TOOL}#v1&show=rejected&closes=nobody&step=2`)
  await awake(page)
  await page.getByText('Change the network and both ends').click()
  await page.getByText('Read this run as text').click()
  await expectAccessible(page, '[data-island=handshake-live]')
})

/** Were the words heard, in this order? */
function hasAll(heard: readonly string[], words: readonly string[]): boolean {
  const story = heard.join('\n')
  let from = 0
  return words.every((each) => {
    from = story.indexOf(each, from)
    return from >= 0
  })
}

async function awake(root: Root): Promise<void> {
  // the first sign of a reader who uses the keyboard
  const first = root.locator('select, a[href], button').first()
  await first.focus()
  await first.press('Shift')
  await expect(root.locator('html')).toHaveAttribute('data-hydrated', '')
  // a key that is pressed before is repeated, but not each with a line of its own
  for (const island of await root.locator('[data-island=handshake-live]').all())
    await expect(island).toHaveAttribute('data-awake', '')
}

async function textOf(line: Locator): Promise<string> {
  return (await line.textContent()) ?? ''
}

/** Puts text into a field as a reader does; null only goes there. */
async function write(page: Page, field: Locator, text: string | null): Promise<void> {
  await field.focus()
  if (text === null) return
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}
