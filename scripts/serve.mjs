// Serves the exported site as any static host would: files, brotli or gzip, index.html for folders, 404.html.

import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import compression from 'compression'
import sirv from 'sirv'

/**
 * Serves `folder` on `port` of the loopback address (0 = any free port) and resolves to the listening server.
 * Rejects with the listen error, for example EADDRINUSE.
 */
export function serveFolder(folder, port) {
  const files = sirv(folder, { etag: true, dev: false })
  const shrink = compression()
  const notFound = join(folder, '404.html')
  const server = createServer((request, response) => {
    shrink(request, response, () =>
      files(request, response, () => {
        response.statusCode = 404
        response.setHeader('Content-Type', 'text/html; charset=utf-8')
        response.end(existsSync(notFound) ? readFileSync(notFound) : 'Not found')
      }),
    )
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, process.env.HOST ?? '127.0.0.1', () => resolve(server))
  })
}
