// node listen.mjs ADDRESS PORT [both|v6only]: the same in Node
import { createServer } from 'node:net'

const [host, port, mode] = process.argv.slice(2)

const server = createServer((connection) => {
  console.log(`connection from ${connection.remoteAddress}`)
  connection.end()
})
server.on('error', (error) => {
  console.error(`bind ${host} failed: ${error.code}`)
  process.exitCode = 1
})
server.listen({ host, port: Number(port), ipv6Only: mode === 'v6only' }, () => {
  console.log(`listening on ${host} port ${server.address().port}`)
})
