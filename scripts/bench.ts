// npm run bench: what a lesson page weighs and how fast it answers, beside the budget. Run `npm run build` first.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { measureLighthouse } from './bench-lighthouse'
import { measureAnswers, measureTransfer } from './bench-page'
import { serveFolder } from './serve.mjs'
import { findBrowser, root } from './setup.mjs'

const lesson = process.argv[2] ?? '/learn/transport/tcp-connections/'
const out = join(root, 'out')
if (!existsSync(join(out, 'index.html'))) {
  console.error('There is no exported site in out/. Run npm run build first.')
  process.exit(2)
}
const executablePath = findBrowser()
if (!executablePath) {
  console.error('No Chromium was found. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.')
  process.exit(2)
}

const server = await serveFolder(out, 0)
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${lesson}`
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
const kB = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`
const rows: [what: string, measured: string, atMost: string, aim: string][] = []

const transfer = await measureTransfer(browser, url)
const first = transfer.beforeTouch
rows.push(
  ['before a touch, fonts apart', kB(first.all - first.font), '135 KB', '55 KB'],
  ['  of it HTML / JS / CSS', `${kB(first.html)} / ${kB(first.js)} / ${kB(first.css)}`, '', ''],
  ['  requests', String(first.requests), '', ''],
  ['fonts', kB(transfer.afterReading.font), '100 KB', '60 KB'],
  ['after reading to the end, one instrument used', kB(transfer.afterReading.all), '260 KB', '200 KB'],
)
const answers = await measureAnswers(browser, url)
rows.push(
  [
    'stepper: a step, 6x CPU (median / worst)',
    `${answers.step.median} / ${answers.step.worst} ms`,
    '100 ms',
    '',
  ],
  ['quiz answers a click, 4x CPU, from navigation', `${answers.quiz} ms`, '1400 ms', '1100 ms'],
  [
    'next page shown, 4x CPU, slow 4G',
    answers.next === null ? 'no written neighbour' : `${answers.next} ms`,
    '250 ms',
    '170 ms',
  ],
)
await browser.close()

const lighthouse = await measureLighthouse(url, executablePath)
rows.push(
  [
    'Lighthouse mobile: performance / accessibility / practices / SEO',
    lighthouse.scores.join(' / '),
    '98 / 100 / 100 / 100',
    '100 / 100 / 100 / 100',
  ],
  [
    'LCP / TBT / CLS',
    `${lighthouse.lcp} ms / ${lighthouse.tbt} ms / ${lighthouse.cls.toFixed(3)}`,
    '1500 / 150 / 0.00',
    '1100 / 20 / 0.00',
  ],
)
server.close()

if (process.argv.includes('--build')) {
  rows.push([
    'build, cold / nothing changed',
    `${timeBuild(true)} s / ${timeBuild(false)} s`,
    '40 / 10 s',
    '20 / 5 s',
  ])
}

console.log(`\n${lesson}\n`)
const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
console.log(
  ['what'.padEnd(width(0)), 'measured'.padEnd(width(1)), 'at most'.padEnd(width(2)), 'aim'].join('  '),
)
for (const row of rows)
  console.log(
    row
      .map((cell, column) => cell.padEnd(width(column)))
      .join('  ')
      .trimEnd(),
  )

console.log('\ndissecting')
spawnSync('npx', ['tsx', 'scripts/bench-dissect.ts'], { cwd: root, stdio: 'inherit' })

function timeBuild(cold: boolean): string {
  if (cold) spawnSync('rm', ['-rf', join(root, '.next'), out])
  const began = Date.now()
  spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'ignore' })
  return ((Date.now() - began) / 1000).toFixed(1)
}
