import { expect, type Page, test } from '@playwright/test'
import { expectAccessible } from './axe'
import { bigEndianNanoseconds, cutShort, goodCapture, withLinkType, withoutHandshake } from './bad-captures'
import { StepperWidget } from './stepper'

const TOOL = '/tools/handshake/'
const LESSON = '/learn/transport/tcp-connections/'
const TITLE = 'One connection, from SYN to TIME-WAIT'

async function openTool(page: Page): Promise<StepperWidget> {
  await page.goto(TOOL)
  const widget = new StepperWidget(page, TITLE)
  await widget.wake()
  return widget
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the first frame and all steps as text are there', async ({ page }) => {
    await page.goto(TOOL)
    const widget = new StepperWidget(page, TITLE)
    await expect(widget.line).toContainText('step 1 of 8')
    await expect(widget.field(/^Sequence number/)).toBeVisible()
    await page.getByText('Read these steps as text').first().click()
    await expect(
      page.getByRole('listitem').filter({ hasText: 'The server answers with SYN and ACK' }),
    ).toBeVisible()
  })
})

test('steps by buttons, keys and slider, and says each step in the live line', async ({ page }) => {
  const widget = await openTool(page)
  await widget.button('Next step').click()
  await expect(widget.line).toContainText('step 2 of 8')
  await expect(widget.line).toContainText('The server answers with SYN and ACK together')
  await widget.button('Back one step').click()
  await expect(widget.line).toContainText('The client asks to open a connection')
  await widget.button('Next step').click()
  await widget.button('Next step').click()
  await widget.button('First step').click()
  await expect(widget.line).toContainText('step 1 of 8')

  await widget.button('Next step').focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(widget.line).toContainText('step 3 of 8')
  await page.keyboard.press('ArrowLeft')
  await expect(widget.line).toContainText('step 2 of 8')
  await page.keyboard.press('End')
  await expect(widget.line).toContainText('step 8 of 8')
  await page.keyboard.press('Home')
  await expect(widget.line).toContainText('step 1 of 8')

  await widget.scrub.fill('7')
  await expect(widget.line).toContainText('step 7 of 8')
  await expect(widget.scrub).toHaveAttribute('aria-valuetext', 'Step 7 of 8: FIN, ACK')
  await expect(widget.line).toContainText('TIME-WAIT')
})

test('plays with Space, one step every two seconds under reduced motion, and stops at the end', async ({
  page,
}) => {
  await page.clock.install()
  const widget = await openTool(page)
  await widget.scrub.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect(widget.line).toContainText('step 6 of 8')
  await page.keyboard.press(' ')
  await expect(widget.button('Pause')).toBeVisible()
  await page.clock.runFor(2000)
  await expect(widget.line).toContainText('step 7 of 8')
  await page.clock.runFor(2000)
  await expect(widget.line).toContainText('step 8 of 8')
  await expect(widget.button('Play')).toBeVisible()
})

test('explains the chosen field, shows its bytes, and cites the RFC', async ({ page }) => {
  const widget = await openTool(page)
  await widget.field(/^Window/).click()
  await expect(widget.frame.getByRole('heading', { name: 'Window' })).toBeVisible()
  await expect(widget.frame.getByRole('link', { name: 'RFC 9293, section 3.8' })).toBeVisible()
  await expect(widget.frame.locator('.hex .now')).toHaveText(['fa', 'f0'])
  await page.keyboard.press('ArrowLeft')
  await expect(widget.field(/^Flags/)).toBeFocused()
  await expect(widget.line).toContainText('step 1 of 8')
  await widget.button('3 IPv4 20 B').click()
  await widget.field(/^Time to live/).click()
  await expect(widget.frame.getByRole('link', { name: 'RFC 791, section 3.1' })).toBeVisible()

  await widget.frame.locator('.hex [data-at="22"]').click()
  await expect(widget.field(/^Time to live/)).toHaveAttribute('aria-selected', 'true')

  // what changed since the last segment of this end
  await widget.button('Next step').click()
  await widget.button('Next step').click()
  await widget.frame.getByRole('button', { name: /^4 TCP / }).click()
  await widget.field(/^Acknowledgment number.*, changed from /).click()
  await expect(widget.frame.getByText('Changed since the last segment of this end: it was 0')).toBeVisible()

  await widget.frame.getByRole('switch', { name: 'Bytes' }).click()
  await expect(widget.frame.getByRole('listbox')).toHaveCount(0)
  await widget.frame.getByRole('switch', { name: 'Bytes' }).click()
  await expect(widget.frame.getByRole('listbox')).toBeVisible()
})

test('lists a message of many fields to its last byte, by keyboard', async ({ page }) => {
  await page.goto(`${TOOL}#v1&show=tls13&step=4`)
  const widget = new StepperWidget(page, 'TLS 1.3 handshake')
  await widget.wake()
  await expect(widget.line).toContainText('It carries TLS Client Hello')
  await widget.frame.getByRole('button', { name: /^6 TLS / }).click()
  await expect(widget.frame.getByRole('option')).toHaveCount(80)
  await expect(widget.frame.getByText('of 583 bytes. Choose a field further on to see')).toBeVisible()

  await widget.button('Show the other 37 fields').focus()
  await page.keyboard.press('Enter')
  await expect(widget.frame.getByRole('option')).toHaveCount(117)
  await expect(widget.frame.getByRole('option').nth(80)).toBeFocused()
  await expectAccessible(page, '.bytes')
  await page.keyboard.press('ArrowDown')
  await expect(widget.frame.getByRole('option').nth(81)).toBeFocused()
  await widget.field(/supported_version\s*0x0304/).click()
  await expect(widget.frame.locator('.hex .now')).toHaveText(['03', '04'])
  const explanation = widget.frame.locator('.bx')
  expect(await explanation.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
  await page.keyboard.press('End')
  await expect(widget.field(/extensions_padding_data/)).toBeFocused()
  await expect(widget.frame.getByText('The chosen field goes on to byte 582')).toBeVisible()
})

test.describe('a capture of the reader’s own', () => {
  async function give(page: Page, name: string, buffer: Buffer) {
    await page
      .getByLabel('Open a capture of your own')
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  }

  test('is listed, played and sent nowhere', async ({ page }) => {
    await openTool(page)
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() !== 'GET' || request.postData()) sent.push(request.url())
    })
    await give(page, 'mine.pcap', goodCapture())
    await expect(
      page.getByText('mine.pcap is open: 8 frames, 1 flow. A TCP flow is played below.'),
    ).toBeAttached()
    await expect(page.getByRole('heading', { name: 'mine.pcap: 8 frames, 1 flow' })).toBeVisible()
    await expect(page.getByText('sent nowhere')).toBeVisible()
    const own = new StepperWidget(page, '192.168.1.10 to 198.51.100.80, port 5001')
    await own.button('Next step').click()
    await expect(own.line).toContainText('step 2 of 8')
    await expectAccessible(page, '#own-capture')
    expect(sent).toEqual([])
  })

  test('can be dropped on the page', async ({ page }) => {
    await openTool(page)
    const zone = page.locator('.dropzone')
    await zone.scrollIntoViewIfNeeded()
    await page.getByLabel('Open a capture of your own').focus()
    const files = await page.evaluateHandle((bytes) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([new Uint8Array(bytes)], 'dropped.pcap'))
      return transfer
    }, Array.from(goodCapture()))
    await expect(async () => {
      await zone.dispatchEvent('drop', { dataTransfer: files })
      await expect(page.getByRole('heading', { name: 'dropped.pcap: 8 frames, 1 flow' })).toBeVisible({
        timeout: 500,
      })
    }).toPass()
  })

  const REFUSED = [
    ['empty.pcap', Buffer.alloc(0), 'Byte 0: the file is empty'],
    ['bad.pcap', Buffer.from([7, 1, 9, 3, 5]), 'Byte 0: '],
    ['notes.txt', Buffer.from('Dear diary, today I captured nothing.'), 'Byte 0: not a capture'],
    ['packed.pcap.gz', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]), 'this is a gzip file'],
    [
      'huge.pcap',
      Buffer.alloc(21 * 1024 * 1024),
      'This file has 21.0 MB, and this page opens captures up to 20 MB',
    ],
  ] as const

  test('one that is none is refused in words', async ({ page }) => {
    await openTool(page)
    for (const [name, buffer, says] of REFUSED) {
      await give(page, name, buffer)
      await expect(page.getByRole('alert').filter({ hasText: says })).toBeVisible()
      await expect(page.getByText(`${name} is open`)).toHaveCount(0)
    }
  })

  test('one that is damaged or unusual is played as far as it can be read', async ({ page }) => {
    await openTool(page)
    const own = new StepperWidget(page, /port 5001/)
    await give(page, 'cut.pcap', cutShort())
    await expect(
      page.getByRole('alert').filter({ hasText: /Byte \d+: .*The 3 frames before it are shown/ }),
    ).toBeVisible()
    await expect(own.line).toContainText('step 1 of 3')

    await give(page, 'wifi.pcap', withLinkType(127))
    await expect(page.getByRole('alert').filter({ hasText: 'Byte 20: link type 127' })).toBeVisible()
    await expect(page.getByRole('cell', { name: 'not read' })).toBeVisible()

    await give(page, 'swapped.pcap', bigEndianNanoseconds())
    await expect(own.line).toContainText('step 1 of 8')
    await expect(page.getByText('20.7 ms round trip').last()).toBeVisible()

    // without its handshake: it claims no state that it has not seen
    await give(page, 'middle.pcap', withoutHandshake())
    await expect(page.getByText('lines are drawn level')).toBeVisible()
    await expect(own.frame.getByText('not known yet').filter({ visible: true }).first()).toBeVisible()
  })
})

test('a lesson’s stepper opens on its own page, with the same flow', async ({ page }) => {
  await page.goto(LESSON)
  const widget = new StepperWidget(page, 'A TCP connection, segment by segment')
  await page.mouse.move(5, 5)
  await widget.frame.first().getByRole('link', { name: 'Open on its own page' }).click()
  await expect(
    page.getByRole('heading', { name: 'tcp-handshake-teardown.pcap: 8 frames, 1 flow' }),
  ).toBeVisible()
  await expect(new StepperWidget(page, '192.168.1.10 to 198.51.100.80, port 5001').line).toContainText(
    'step 1 of 8',
  )
})

test('a player that cannot be fetched leaves its text form and a retry, and the lesson lives on', async ({
  page,
}) => {
  await page.goto(LESSON)
  await page.mouse.move(5, 5)
  await page.keyboard.press('Shift')
  await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
  await page.waitForLoadState('networkidle')
  await page.route('**/*.js*', (route) => route.abort())
  const widget = page.getByRole('group', { name: 'A TCP connection, segment by segment' }).first()
  await widget.scrollIntoViewIfNeeded()
  const notice = page.getByRole('alert').filter({ hasText: 'This widget could not be shown' }).first()
  await expect(notice).toBeVisible()
  await expect(page.getByText('The server answers with SYN and ACK together').first()).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.unroute('**/*.js*')
  await notice.getByRole('button', { name: 'Try again' }).click()
  await expect(
    page.getByRole('group', { name: 'A TCP connection, segment by segment' }).first(),
  ).toBeVisible()
})

test('the first page follows one message through the home router and back', async ({ page }) => {
  await page.goto('/')
  const widget = new StepperWidget(page, 'One message, link by link')
  await widget.wake()
  await expect(widget.line).toContainText('link 1 of 4')
  await widget.button('Next step').click()
  await expect(widget.line).toContainText('took one off the TTL')
  await expect(widget.frame.getByText('changed by the home router')).toBeVisible()
  await widget.button('Next step').click()
  await widget.button('Next step').click()
  await expect(widget.line).toContainText('The 24 bytes inside are untouched')
})
