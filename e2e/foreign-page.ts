import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FrameLocator, Page } from '@playwright/test'

/**
 * Opens a page of another origin (another port of the loopback address) that holds `address` of this site in a frame and
 * makes it as high as the frame asks, as the snippet of the tool page does. Returns the frame and the way to stop the server.
 */
export async function openInForeignPage(
  page: Page,
  address: string,
): Promise<{ readonly frame: FrameLocator; readonly stop: () => Promise<void> }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(pageWith(address))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { frame: page.frameLocator('iframe'), stop }
}

function pageWith(address: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A lesson of somebody else</title>
<h1>Homework</h1>
<iframe src="${address}" title="Instrument" width="100%" height="200" style="border:0" allow="clipboard-write"></iframe>
<script>
  addEventListener('message', ({ data, source }) => {
    if (data?.type !== 'hopbyhop:height') return
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.style.height = data.height + 'px'
  })
</script></html>`
}
