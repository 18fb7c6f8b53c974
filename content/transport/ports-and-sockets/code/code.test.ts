import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Running, runProgram } from '@/content/run-program'

const folder = fileURLToPath(new URL('.', import.meta.url))
const start = (command: string, args: readonly string[]): Running => runProgram(folder, command, args)
const pythonIsHere = spawnSync('python3', ['--version']).status === 0

/** Descriptors 0 to 7: three of them standard, one the listener. */
const SOFT_LIMIT = 8

describe.each(pythonIsHere ? ['python3'] : [])('the server and the client of the lesson in %s', (python) => {
  it('one listening port, and a descriptor of its own for each client', async () => {
    const server = start(python, ['server.py', '127.0.0.1', '0'])
    try {
      const [, port] = await server.line(/LISTEN on 127\.0\.0\.1 port (\d+)/)
      const client = start(python, ['client.py', '127.0.0.1', port, '2'])
      const [, first] = await client.line(/connection 1 from port (\d+)/)
      const [, second] = await client.line(/connection 2 from port (\d+)/)
      await server.line(new RegExp(`descriptor \\d+: 127.0.0.1 port ${port}, peer 127.0.0.1 port ${first}`))
      await server.line(new RegExp(`descriptor \\d+: 127.0.0.1 port ${port}, peer 127.0.0.1 port ${second}`))
      client.process.stdin.end()
      expect(await client.exitCode).toBe(0)

      const other = start(python, ['server.py', '127.0.0.1', port])
      await other.line(/bind\(\) failed: Address already in use/)
      expect(await other.exitCode).toBe(1)
    } finally {
      server.process.kill()
    }
  })

  it('no address but its own machine’s', async () => {
    const server = start(python, ['server.py', '192.0.2.80', '0'])
    await server.line(/bind\(\) failed: (Cannot|Can't) assign requested address/)
    expect(await server.exitCode).toBe(1)
  })

  it('accept() fails when the soft limit is reached', async () => {
    const server = start('sh', [
      '-c',
      `ulimit -Sn ${SOFT_LIMIT}; exec ${python} server.py 127.0.0.1 0`,
    ])
    try {
      const [, port] = await server.line(/LISTEN on 127\.0\.0\.1 port (\d+)/)
      const client = start(python, ['client.py', '127.0.0.1', port, String(SOFT_LIMIT)])
      await server.line(/accept\(\) failed: Too many open files/)
      expect(server.printed().match(/, peer /g)?.length).toBeLessThanOrEqual(SOFT_LIMIT - 4)
      expect(await server.exitCode).toBe(1)
      client.process.stdin.end()
      await client.exitCode
    } finally {
      server.process.kill()
    }
  })
})

it(`has ${pythonIsHere ? 'run the Python pair' : 'no python3 to run the pair with; install it to test the code too'}`, () => {
  expect(spawnSync(process.execPath, ['--version']).status).toBe(0)
})
