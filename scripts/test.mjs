// npm test: everything that must hold before a change lands, in one command on a fresh machine.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser, ensurePackages, root, run, runAside } from './setup.mjs'

ensurePackages()
const browser = ensureBrowser()
const reports = join(root, 'test-results')
rmSync(reports, { recursive: true, force: true })

// no one of them keeps two cores busy
await together({ lint: ['npm', 'run', '--silent', 'lint'], types: ['npm', 'run', '--silent', 'types'] })
await together({
  unit: [
    'npx',
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${join(reports, 'unit.json')}`,
  ],
  build: ['npm', 'run', '--silent', 'build'],
})
step('pages', () => run('npm', ['run', '--silent', 'pages']))
step('journeys', () =>
  run('npx', ['playwright', 'test', '--config', 'e2e/playwright.config.ts'], {
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, 'journeys.json'),
  }),
)

const unit = JSON.parse(readFileSync(join(reports, 'unit.json'), 'utf8'))
const journeys = JSON.parse(readFileSync(join(reports, 'journeys.json'), 'utf8')).stats
console.log(
  `${unit.numPassedTests + journeys.expected} passed, ${unit.numFailedTests + journeys.unexpected} failed, ${unit.numPendingTests + journeys.skipped} skipped`,
)

function step(name, work) {
  const began = Date.now()
  console.log(`\n== ${name}`)
  work()
  console.log(`== ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
}

/** Commands at the same time, what each says in one piece when it has ended; one that fails ends this process, but not the others. */
async function together(commands) {
  const outcomes = await Promise.all(
    Object.entries(commands).map(async ([name, [command, ...args]]) => {
      const began = Date.now()
      const { status, said } = await runAside(command, args)
      console.log(`\n== ${name}\n${said}== ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
      return status
    }),
  )
  const failed = outcomes.find((status) => status !== 0)
  if (failed !== undefined) process.exit(failed)
}
