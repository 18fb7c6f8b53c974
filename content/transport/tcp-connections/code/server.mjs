// Listens on loopback, waits for Enter, and only then lets Node accept.
import { readSync } from 'node:fs'
import { createServer } from 'node:net'

const port = Number(process.argv[2] ?? 8888)

// Node calls accept() from its event loop and hands us the result.
const server = createServer((connection) => {
  const { remoteAddress, remotePort } = connection
  console.log(`accept() returned ${remoteAddress}:${remotePort}`)
  connection.end('hello\n')
  server.close()
})

server.listen({ host: '127.0.0.1', port, backlog: 1 }, () => {
  const { port } = server.address()
  console.log(`LISTEN on port ${port}, press Enter to accept`)
  readSync(0, Buffer.alloc(1)) // Node stands still; the kernel does not
})
