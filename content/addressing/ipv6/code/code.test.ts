import { spawnSync } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Running, runProgram } from '@/content/run-program'
import { familyOf, isOnLan } from './addresses.mjs'

const folder = fileURLToPath(new URL('.', import.meta.url))
const start = (command: string, args: readonly string[]): Running => runProgram(folder, command, args)
const pythonIsHere = spawnSync('python3', ['--version']).status === 0
const hasIpv6 = await new Promise<boolean>((resolve) => {
  const server = createServer()
  server.on('error', () => resolve(false))
  server.listen(0, '::1', () => server.close(() => resolve(true)))
})

/** Node runs these tests, so its listener always runs; the Python one runs where python3 is installed. */
const listeners = [
  { language: 'Node', command: process.execPath, file: 'listen.mjs' },
  ...(pythonIsHere ? [{ language: 'Python', command: 'python3', file: 'listen.py' }] : []),
]

describe.runIf(hasIpv6).each(listeners)('the listener in $language', ({ command, file }) => {
  it('on :: takes both families, sees IPv4 as mapped, and leaves 0.0.0.0 to nobody else', async () => {
    const both = start(command, [file, '::', '0'])
    try {
      const port = Number((await both.line(/port (\d+)/))[1])
      await knock('127.0.0.1', port)
      await both.line(/connection from ::ffff:127\.0\.0\.1\n/)
      await knock('::1', port)
      await both.line(/connection from ::1\n/)
      const second = start(command, [file, '0.0.0.0', String(port)])
      await second.line(/bind 0\.0\.0\.0 failed: (Address already in use|EADDRINUSE)/)
      expect(await second.exitCode).toBe(1)
    } finally {
      both.process.kill()
    }
  })

  it('with IPV6_V6ONLY leaves IPv4 to a second socket', async () => {
    const six = start(command, [file, '::', '0', 'v6only'])
    try {
      const port = Number((await six.line(/port (\d+)/))[1])
      const four = start(command, [file, '0.0.0.0', String(port)])
      try {
        await four.line(/listening on 0\.0\.0\.0/)
        await knock('127.0.0.1', port)
        await four.line(/connection from 127\.0\.0\.1\n/)
        expect(six.printed()).not.toContain('connection')
      } finally {
        four.process.kill()
      }
    } finally {
      six.process.kill()
    }
  })
})

it.each([
  ['192.168.1.7', 4, true, 'IPv4'],
  ['2001:db8:1::7', 6, true, 'IPv6'],
  ['2001:DB8:0001::7', 6, true, 'the same in another way of writing'],
  ['::ffff:192.168.1.7', 6, true, 'an IPv4 client at a socket on ::'],
  ['2001:db8:2::7', 6, false, 'another network'],
  ['192.168.1.256', 0, false, 'no address'],
  ['2001:db8::1::2', 0, false, 'two double colons'],
  ['', 0, false, 'nothing'],
])('%s is of family %i, on the LAN: %s: %s', (text, family, onLan) => {
  expect(familyOf(text)).toBe(family)
  expect(isOnLan(text)).toBe(onLan)
})

it.runIf(pythonIsHere)('addresses.py brings each address into one form', () => {
  const input = ['2001:0DB8::0001', '::ffff:192.168.1.7', '192.168.1.7', '192.168.1.256', '2001:db8::1::2']
  const { stdout } = spawnSync('python3', ['addresses.py'], { cwd: folder, input: input.join('\n') })
  expect(String(stdout).trim().split('\n')).toEqual([
    '2001:db8::1',
    '192.168.1.7',
    '192.168.1.7',
    'refused',
    'refused',
  ])
})

function knock(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    connect({ host, port })
      .on('error', reject)
      .on('close', () => resolve())
      .resume()
  })
}
