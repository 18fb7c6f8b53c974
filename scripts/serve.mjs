// Serves the exported site as a well-kept static host would: files, brotli or gzip, index.html for folders, 404.html, and names
// that change with what is in them kept for good.

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
  const files = sirv(folder, { etag: true, dev: false, setHeaders: sayHowLong })
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

/** What is under _next/static has another name once it is another: nobody needs to ask again. Everything else is asked for again. */
function sayHowLong(response, path) {
  const kept = path.startsWith('/_next/static/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  response.setHeader('Cache-Control', kept)
}
