// npm run bench [page] [--all] [--build]: what lesson pages weigh and how fast they answer, beside the budget. Weights of every
// lesson; answers and Lighthouse on one page, or with --all on every lesson. Run `npm run build` first.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { measureAnswers } from './bench-answers'
import { measureMotion, weighInstruments } from './bench-instruments'
import { acts, timeAct } from './bench-interactions'
import { measureLighthouse } from './bench-lighthouse'
import { measureNextPage } from './bench-next-page'
import { kB, printTable } from './bench-table'
import { measureTransfer } from './bench-transfer'
import { serveFolder } from './serve.mjs'
import { findBrowser, root } from './setup.mjs'

const EXEMPLAR = '/learn/transport/tcp-connections/'
/** KB of JavaScript that an instrument may add to a lesson. */
const INSTRUMENT_LIMITS: Readonly<Record<string, number>> = { nat: 60 }
const INSTRUMENT_LIMIT = 45

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

const named = process.argv.slice(2).filter((argument) => argument.startsWith('/'))
const lessons = named.length > 0 ? named : pagesOf('learn')
const thorough = process.argv.includes('--all') || named.length > 0 ? lessons : [EXEMPLAR]

const server = await serveFolder(out, 0)
const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })

console.log('Weight of each page, KB over the wire with brotli, phone width\n')
await printWeights(browser)
console.log('\nInstruments: KB of JavaScript with brotli that each adds to its page\n')
printTable(
  ['player', 'added', 'at most', 'fetched when used'],
  (await weighInstruments(root)).map(({ name, added, later }) => [
    name,
    kB(added),
    String(INSTRUMENT_LIMITS[name] ?? INSTRUMENT_LIMIT),
    later > 0 ? kB(later) : '',
  ]),
)
console.log('\nInstruments while they play, limit 60 frames a second and no layout\n')
await printMotion(browser)
console.log(
  '\nInstruments at 6x CPU, ms from an input to the paint that follows, limit 100, and until its outcome is told\n',
)
await printActs(browser)
for (const path of thorough) {
  console.log(`\n${path}\n`)
  await printAnswers(browser, path, executablePath)
}
await browser.close()
server.close()

if (process.argv.includes('--build')) {
  console.log(`\nbuild, cold: ${timeBuild(true)} s (at most 40, aim 20)`)
  console.log(`build, nothing changed: ${timeBuild(false)} s (at most 10, aim 5)`)
}
console.log('\ndissecting')
spawnSync('npx', ['tsx', 'scripts/bench-dissect.ts'], { cwd: root, stdio: 'inherit' })

/** Addresses of the exported pages under a folder of the site. */
function pagesOf(folder: string): readonly string[] {
  return readdirSync(join(out, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('/index.html'))
    .map((file) => `/${folder}/${file.replace(/index\.html$/, '')}`)
    .sort()
}

async function printWeights(browser: Browser): Promise<void> {
  const rows: (readonly string[])[] = [
    ['at most', '135', '', '100', '260', ''],
    ['aim', '55', '', '60', '200', ''],
  ]
  for (const path of lessons) {
    const { beforeTouch: first, afterReading: whole } = await measureTransfer(browser, site + path)
    rows.push([
      path,
      kB(first.all - first.font),
      [first.html, first.js, first.css].map(kB).join(' / '),
      kB(whole.font),
      kB(whole.all),
      `${first.requests} / ${whole.requests}`,
    ])
  }
  printTable(
    ['page', 'before a touch', 'HTML / JS / CSS', 'fonts', 'read to the end, a step', 'requests'],
    rows,
  )
}

async function printMotion(browser: Browser): Promise<void> {
  const rows: (readonly string[])[] = []
  for (const path of ['/', ...pagesOf('tools').filter((path) => path !== '/tools/')]) {
    const motion = await measureMotion(browser, site + path)
    if (motion) rows.push([path, String(motion.frames), `${motion.longest} ms`, String(motion.layouts)])
  }
  printTable(['page', 'frames a second', 'longest frame', 'layouts in motion'], rows)
}

async function printActs(browser: Browser): Promise<void> {
  const rows: (readonly string[])[] = []
  for (const act of acts) {
    const { first, again } = await timeAct(browser, site, act)
    const both = ({ painted, answered }: typeof first) => `${painted} / ${answered}`
    rows.push([act.page, act.name, both(first), both(again)])
  }
  printTable(['page', 'act', 'as the first: painted / told', 'once more'], rows)
}

async function printAnswers(browser: Browser, path: string, chromePath: string): Promise<void> {
  const { step, quiz } = await measureAnswers(browser, site + path)
  const next = await measureNextPage(site + path, chromePath)
  const { scores, lcp, tbt, cls } = await measureLighthouse(site + path, chromePath)
  printTable(
    ['what', 'measured', 'at most', 'aim'],
    [
      [
        'a step, 6x CPU, press to paint (median / worst)',
        step ? `${step.median} / ${step.worst} ms` : 'no stepper',
        '100 ms',
        '',
      ],
      [
        'quiz answers a click, 4x CPU, from navigation',
        quiz ? `${quiz} ms` : 'no quiz',
        '1400 ms',
        '1100 ms',
      ],
      [
        'next page shown, 4x CPU, slow 4G',
        next === null ? 'no written neighbour' : `${next} ms`,
        '250 ms',
        '170 ms',
      ],
      [
        'Lighthouse mobile: performance / accessibility / practices / SEO',
        scores.join(' / '),
        '98 / 100 / 100 / 100',
        '100 / 100 / 100 / 100',
      ],
      [
        'LCP / TBT / CLS',
        `${lcp} ms / ${tbt} ms / ${cls.toFixed(3)}`,
        '1500 / 150 / 0.00',
        '1100 / 20 / 0.00',
      ],
    ],
  )
}

function timeBuild(cold: boolean): string {
  if (cold) spawnSync('rm', ['-rf', join(root, '.next'), out])
  const began = Date.now()
  spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'ignore' })
  return ((Date.now() - began) / 1000).toFixed(1)
}
