import { relative } from 'node:path'
import { build } from 'esbuild'

/** Preact in React's place: the same players at a tenth of the weight. */
const alias = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
}

/**
 * Bundles `components/islands.ts` into `outdir`, each player a chunk of its own. Resolves to the path of the starting module, the
 * files that it needs, and for each player's source file (from `root`) the files that it needs; all paths from `outdir`.
 */
export async function bundleIslands(root, outdir) {
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
  const fileOf = (output) => relative(outdir, `${root}/${output}`)
  const needs = (output, seen = new Set()) => {
    if (seen.has(output)) return seen
    seen.add(output)
    for (const { path, kind } of metafile.outputs[output].imports) {
      if (kind === 'import-statement') needs(path, seen)
    }
    return seen
  }
  const entries = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint)
  const [start] = entries.find(([, { entryPoint }]) => entryPoint.endsWith('/start-islands.ts'))
  const shared = needs(start)
  const players = {}
  for (const [output, { entryPoint }] of entries) {
    if (output === start) continue
    players[entryPoint] = [...needs(output)].filter((file) => !shared.has(file)).map(fileOf)
  }
  return { start: fileOf(start), shared: [...shared].map(fileOf), players, metafile }
}
