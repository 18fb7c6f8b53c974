import { defineConfig } from '@playwright/test'
import { findBrowser } from '../scripts/setup.mjs'

/** Another port lets two working copies run their journeys at the same time. */
const site = `http://127.0.0.1:${process.env.E2E_PORT ?? 4173}`

/** Journeys run against the exported site (`out/`, made by `npm run build`), as any static host serves it. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/journeys',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  // for a machine that is busy with other things; a journey takes a few seconds
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['dot'], ['json', { outputFile: '../test-results/journeys.json' }]],
  webServer: {
    command: 'node serve.mjs',
    url: `${site}/`,
    cwd: '.',
    reuseExistingServer: false,
  },
  use: {
    baseURL: site,
    contextOptions: { reducedMotion: 'reduce' },
    // a trace takes a picture of the document at every key, which doubles the time of a journey: E2E_TRACE=1 asks for it
    trace: process.env.E2E_TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: findBrowser() ?? undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
