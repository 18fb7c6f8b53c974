// Connects to loopback, says when connect() returned, and reads until the server's FIN.
import { connect } from 'node:net'

const port = Number(process.argv[2] ?? 8888)
const started = performance.now()

const connection = connect({ host: '127.0.0.1', port, timeout: 5000 })
let received = ''

connection.on('connect', () => {
  const tookMs = (performance.now() - started).toFixed(2)
  connection.setTimeout(0)
  console.log(`connect() returned after ${tookMs} ms, my port is ${connection.localPort}`)
})
connection.on('timeout', () => connection.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })))
connection.on('error', (error) => {
  console.error(`connect() failed: ${error.code}`)
  process.exitCode = 1
})
connection.on('data', (chunk) => {
  received += chunk
})
connection.on('end', () => console.log(`received ${received.trim()}, then the server's FIN`))
