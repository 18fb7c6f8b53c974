import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') } },
  oxc: { jsx: { runtime: 'automatic' } },
  test: { include: ['{lib,cli,components,content,app,mdx,scripts}/**/*.test.{ts,tsx}'], environment: 'node' },
})
