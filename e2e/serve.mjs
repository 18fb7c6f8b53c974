// The web server of the journeys: the exported site on a fixed loopback port.
import { fileURLToPath } from 'node:url'
import { serveFolder } from '../scripts/serve.mjs'

await serveFolder(fileURLToPath(new URL('../out', import.meta.url)), 4173)
