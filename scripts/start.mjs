// npm start: installs what is missing, builds the course and serves it.
import { createServer } from 'node:net'
import { join } from 'node:path'
import { ensurePackages, root, run, stop } from './setup.mjs'

const port = Number(process.env.PORT ?? 3000)
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  stop(
    `PORT is "${process.env.PORT}"; it must be a whole number from 0 to 65535, for example PORT=3001 npm start.`,
  )
}
await refuseTakenPort()
ensurePackages()
run('npm', ['run', '--silent', 'build'])

const { serveFolder } = await import('./serve.mjs')
const server = await serveFolder(join(root, 'out'), port).catch((error) => stop(portSentence(error)))
console.log(`\nHop by Hop is at http://localhost:${server.address().port}/ (Ctrl+C stops it)`)

/** Says so before a minute of building, not after. */
async function refuseTakenPort() {
  const probe = createServer()
  await new Promise((resolve) => {
    probe.once('error', (error) => stop(portSentence(error)))
    probe.listen(port, process.env.HOST ?? '127.0.0.1', () => probe.close(resolve))
  })
}

function portSentence(error) {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that program, or choose another port: PORT=${port + 1} npm start`
  }
  if (error.code === 'EACCES')
    return `Port ${port} needs rights that this user lacks. Choose one above 1023: PORT=3000 npm start`
  return `Port ${port} cannot be opened: ${error.message}`
}
