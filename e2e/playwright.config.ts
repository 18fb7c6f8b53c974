import { defineConfig } from '@playwright/test'
import { findBrowser } from '../scripts/setup.mjs'

/** Journeys run against the exported site (`out/`, made by `npm run build`), as any static host serves it. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../test-results/journeys',
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 0,
  reporter: [['dot'], ['json', { outputFile: '../test-results/journeys.json' }]],
  webServer: {
    command: 'node serve.mjs',
    url: 'http://127.0.0.1:4173/',
    cwd: '.',
    reuseExistingServer: false,
  },
  use: {
    baseURL: 'http://127.0.0.1:4173',
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
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
