import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'esbuild'

/** Preact in React's place: the same players at a tenth of the weight. */
const alias = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
}

/**
 * Bundles `components/islands.ts` into `outdir`, each player a chunk of its own. Resolves to addresses that begin with `address`:
 * `start` is the module that a page begins with and `shared` the files that this one needs. `players` has for each island which
 * `component` it is, where that is written (`source`), the `files` that it needs beside the shared ones, and those that it may
 * fetch `later`.
 */
export async function bundleIslands(root, outdir, address) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { start: 'components/widgets/frame/start-islands.ts' },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    jsx: 'automatic',
    minify: true,
    metafile: true,
    entryNames: '[name]-[hash]',
    chunkNames: '[hash]',
    alias,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  const entries = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint)
  const outputOf = (source) =>
    entries.find(([, { entryPoint }]) => entryPoint.startsWith(`${source}.ts`))?.[0]
  const addressOf = (output) => address + relative(outdir, join(root, output))
  const start = outputOf('components/widgets/frame/start-islands')
  const shared = reach(metafile, start, ['import-statement'])
  const players = {}
  for (const { name, source, component } of islandsOf(root)) {
    const output = outputOf(source)
    if (!output) throw new Error(`components/islands.ts: nothing was bundled for ${name}`)
    const needed = reach(metafile, output, ['import-statement'])
    const every = reach(metafile, output, ['import-statement', 'dynamic-import'])
    const files = [...needed].filter((file) => !shared.has(file))
    const later = [...every].filter((file) => !shared.has(file) && !needed.has(file))
    players[name] = { component, source, files: files.map(addressOf), later: later.map(addressOf) }
  }
  return { start: addressOf(start), shared: [...shared].map(addressOf), players }
}

/** The lines of components/islands.ts. */
function islandsOf(root) {
  const text = readFileSync(join(root, 'components/islands.ts'), 'utf8')
  const lines = text.matchAll(
    /'?([\w-]+)'?: \(\) =>\s+import\('([^']+)'\)\.then\(\(module\) => module\.(\w+)\)/g,
  )
  return [...lines].map(([, name, path, component]) => ({
    name,
    source: join('components', path),
    component,
  }))
}

/** A file of the bundle with all that it imports, in the ways of `kinds`. */
function reach({ outputs }, file, kinds, seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  for (const { path, kind } of outputs[file].imports)
    if (kinds.includes(kind)) reach({ outputs }, path, kinds, seen)
  return seen
}
