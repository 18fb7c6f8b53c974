import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { configDefaults, defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: { alias: { '@': root.replace(/\/$/, '') } },
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    include: ['{lib,cli,components,content,app,mdx,scripts}/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, ...withoutTheirRecordings()],
    environment: 'node',
    // modules hold no state that a test could leave behind, and to load them anew for each of some 170 files took two thirds of the time
    isolate: false,
    // against a hang; on a machine that is busy with other things a test that starts programs takes seconds
    testTimeout: 30_000,
  },
})

/** Tests that hold the engine against recordings kept beside the project, where those are not there; says so. */
function withoutTheirRecordings(): string[] {
  if (existsSync(`${root}../shared/captures`)) return []
  const files = readdirSync(`${root}lib`, { recursive: true, encoding: 'utf8' })
    .map((file) => `lib/${file}`)
    .filter(
      (file) =>
        file.endsWith('.test.ts') && /shared\/(captures|scenarios)/.test(readFileSync(root + file, 'utf8')),
    )
  console.warn(
    `The recordings (../shared) are not beside the project, so these tests are left out: ${files.join(', ')}`,
  )
  return files
}
