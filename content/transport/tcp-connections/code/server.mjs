// Listens on loopback, stops the program until Enter, and only then lets Node call accept().
import { readSync } from 'node:fs'
import { createServer } from 'node:net'

const port = Number(process.argv[2] ?? 8888)

// Node calls accept() from its event loop and hands us what it returned.
const server = createServer((connection) => {
  console.log(`accept() returned ${connection.remoteAddress}:${connection.remotePort}`)
  connection.end('hello\n')
  server.close()
})

server.listen({ host: '127.0.0.1', port, backlog: 1 }, () => {
  console.log(`LISTEN on port ${server.address().port}, press Enter to accept`)
  readSync(0, Buffer.alloc(1)) // the whole program stands still here; the kernel does not
})
