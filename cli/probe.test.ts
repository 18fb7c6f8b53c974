import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import { readCapture } from '@/lib/net/wire/pcap'

vi.setConfig({ testTimeout: 60_000 }) // each one starts a Node of its own

const hop = fileURLToPath(new URL('./hop.mjs', import.meta.url))
const fixture = fileURLToPath(new URL('../lib/net/scenario/fixtures/arp-failure.json', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hop-'))

function run(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [hop, ...args], {
    encoding: 'utf8',
    cwd: folder,
  })
  return { stdout, stderr, status }
}

function scenario(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

it('probe prints the outcomes in the form of the recordings', () => {
  const { stdout, status, stderr } = run('probe', fixture)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const printed = JSON.parse(stdout)
  expect(printed.scenario).toBe('arp-failure')
  expect(printed.probes[0]).toMatchObject({
    probe: 'pc tcp 192.168.1.77:80',
    result: 'host-unreachable',
    errno: 'EHOSTUNREACH',
    after_s: 3,
  })
})

it('trace prints sentences and writes the frames as a capture', () => {
  const out = join(folder, 'out.pcap')
  const { stdout, status, stderr } = run('trace', fixture, '--pcap', out)
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('# pc tcp 192.168.1.77:80')
  expect(stdout).toMatch(/arp\.request: The MAC address of 192\.168\.1\.77 is not known/)
  const capture = readCapture(readFileSync(out))
  expect(capture.problem).toBeNull()
  expect(capture.frames[0].bytes.length).toBe(42)
})

it.each([
  ['a file that is not there', ['probe', 'nowhere.json'], /^hop: nowhere\.json: no such file$/],
  [
    'a word that is misspelt',
    ['probe', scenario('typo.json', '{"hosts":{"pc":{"ifaces":{},"listn":[]}}}')],
    /typo\.json: hosts\.pc\.listn: expected .* did you mean "listen"\?$/,
  ],
  [
    'a rule that iptables refuses',
    ['trace', scenario('rule.json', '{"hosts":{"pc":{"ifaces":{},"iptables":["-A INPUT -j DORP"]}}}')],
    /rule\.json: hosts\.pc\.iptables\[0\]: /,
  ],
  [
    'text that is no JSON',
    ['probe', scenario('text.json', 'hosts: none')],
    /text\.json: file: expected JSON/,
  ],
  ['no file at all', ['trace'], /^hop: usage: hop trace SCENARIO\.json/],
])('refuses %s in one line and leaves with 2', (_, args, message) => {
  const { stdout, stderr, status } = run(...args)
  expect(stderr.trim()).toMatch(message)
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 })
})
