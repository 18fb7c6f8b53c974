import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('.', import.meta.url))
const pythonIsHere = spawnSync('python3', ['--version']).status === 0

it.runIf(pythonIsHere)('asks again after a loss, and has the answer', async () => {
  const server = spawn('python3', ['answer.py', '0', '1'], { cwd: folder })
  try {
    const port = /port (\d+)/.exec(await printed(server, /port \d+/))?.[1] ?? ''
    const { status, stdout } = spawnSync('python3', ['ask.py', port, '0.05'], { cwd: folder, encoding: 'utf8' })
    expect(stdout).toBe('attempt 1: nothing after 0.05 s\nattempt 2: HELLO\n')
    expect(status).toBe(0)
  } finally {
    server.kill()
  }
})

it.runIf(pythonIsHere)('hears of a closed port by ICMP', async () => {
  const { status, stderr } = spawnSync('python3', ['ask.py', String(await closedPort()), '0.5'], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect(stderr).toContain('refused')
  expect(status).toBe(1)
})

it('needs python3 for what is above', () => {
  expect(typeof pythonIsHere).toBe('boolean')
})

function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (part) => {
      text += part
      if (pattern.test(text)) resolve(text)
    })
    child.on('exit', () => reject(new Error(`ended after: ${text}`)))
  })
}

/** A UDP port that was free a moment ago. */
function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
}
