// Connects to loopback and reads until the server's FIN.
import { connect } from 'node:net'

const port = Number(process.argv[2] ?? 8888)
const connection = connect({ host: '127.0.0.1', port })
let received = ''

connection.on('connect', () => {
  console.log(`connect() returned, my port is ${connection.localPort}`)
})
connection.on('error', (error) => {
  console.error(`connect() failed: ${error.code}`)
  process.exitCode = 1
})
connection.on('data', (chunk) => {
  received += chunk
})
connection.on('end', () => {
  console.log(`received ${received.trim()}, then a FIN`)
})
