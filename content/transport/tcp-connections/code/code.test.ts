import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Running, runProgram } from '@/content/run-program'

const folder = fileURLToPath(new URL('.', import.meta.url))
const start = (command: string, args: readonly string[]): Running => runProgram(folder, command, args)
const pythonIsHere = spawnSync('python3', ['--version']).status === 0

/** Node runs these tests, so its pair always runs; the Python pair runs where python3 is installed. */
const pairs = [
  { language: 'Node', command: process.execPath, server: 'server.mjs', client: 'client.mjs' },
  ...(pythonIsHere
    ? [{ language: 'Python', command: 'python3', server: 'server.py', client: 'client.py' }]
    : []),
]

describe.each(pairs)('the server and the client of the lesson in $language', ({ command, server, client }) => {
  it('completes the handshake before the server calls accept()', async () => {
    const listening = start(command, [server, '0'])
    try {
      const port = numberIn(await listening.line(/LISTEN on port (\d+)/))
      const connecting = start(command, [client, String(port)])
      const clientPort = numberIn(await connecting.line(/connect\(\) returned, my port is (\d+)/))
      expect(listening.printed()).not.toContain('accept()')

      listening.process.stdin.write('\n')
      const peer = await listening.line(/accept\(\) returned 127\.0\.0\.1:(\d+)/)
      expect(numberIn(peer)).toBe(clientPort)
      await connecting.line(/received (hello), then a FIN/)
      expect(await connecting.exitCode).toBe(0)
      expect(await listening.exitCode).toBe(0)
    } finally {
      listening.process.kill()
    }
  })

  it('is refused where nothing listens', async () => {
    const connecting = start(command, [client, String(await closedPort())])
    expect(await connecting.exitCode).toBe(1)
    expect(connecting.printed()).toMatch(/connect\(\) failed: .*refused/i)
  })
})

it(`has run ${pairs.map((pair) => pair.language).join(' and ')}${
  pythonIsHere ? '' : '; to run the Python pair too, install python3'
}`, () => {
  expect(pairs.map((pair) => pair.language)).toContain('Node')
})

function numberIn(match: RegExpMatchArray): number {
  return Number(match[1])
}

/** A loopback port that was free a moment ago, and on which nothing listens now. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no TCP port')
  return address.port
}
