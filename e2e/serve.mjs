// The web server of the journeys: the exported site on loopback: E2E_PORT, 4173 by default.
import { fileURLToPath } from 'node:url'
import { serveFolder } from '../scripts/serve.mjs'

await serveFolder(fileURLToPath(new URL('../out', import.meta.url)), Number(process.env.E2E_PORT ?? 4173))
