// What a page downloads of the engine, minified and with brotli. As a program: npx tsx scripts/bench-bundle.ts
import { brotliCompressSync, constants } from 'node:zlib'
import { build } from 'esbuild'

const root = new URL('../', import.meta.url).pathname

/** `goal`: kB that the course aims at. `limit`: kB that `bench-bundle.test.ts` keeps it under. */
type Bundle = {
  readonly name: string
  readonly goal?: number
  readonly limit?: number
  readonly code: string
}

const net = (names: string, file: string) => `export { ${names} } from './lib/net/${file}'`

/** Every line holds what the line before it holds, except the first and the last two. */
const BUNDLES: readonly Bundle[] = [
  {
    name: 'dissect TCP, IPv4 and Ethernet alone',
    goal: 15,
    limit: 15,
    code: `
      import { makeTable, dissect } from './lib/net/wire/dissect'
      import { ethernet } from './lib/net/wire/ethernet-dissect'
      import { ipv4 } from './lib/net/wire/ipv4-dissect'
      import { tcp } from './lib/net/wire/tcp-dissect'
      ${net('encodeTcp', 'wire/tcp')}
      ${net('encodeIpv4', 'wire/ipv4')}
      ${net('encodeEthernet', 'wire/ethernet')}
      export const table = makeTable([ethernet, ipv4, tcp])
      export { dissect }`,
  },
  {
    name: 'machines, TCP, netfilter, links and time',
    limit: 60,
    code: [
      net('runUntil, makeSimulation, plug, call', 'sim/simulation'),
      net('makeMachine', 'node/machine-make'),
      net('takeSnapshot, restore', 'sim/snapshot'),
    ].join('\n'),
  },
  {
    name: '… and scenarios with iptables and services',
    code: [net('parseScenario', 'scenario/parse'), net('buildScenario', 'scenario/build')].join('\n'),
  },
  {
    name: '… and the terminal with all its tools',
    code: [
      net('parseScenario', 'scenario/parse'),
      net('buildScenario', 'scenario/build'),
      net('runLine', 'shell/run-line'),
    ].join('\n'),
  },
  {
    name: 'every dissector',
    code: [net('allProtocols', 'wire/all'), net('dissect', 'wire/dissect')].join('\n'),
  },
  { name: 'all of lib/net', goal: 60, code: `export * from './lib/net/index'` },
]

/** kB after minifying and brotli at its best, as the host serves it. */
export async function measureBundle(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  const { contents } = outputFiles[0]
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
  }
  return brotliCompressSync(contents, { params }).length / 1000
}

export async function printBundles(): Promise<void> {
  for (const { name, goal, limit, code } of BUNDLES) {
    const size = await measureBundle(code)
    const against = [
      goal && `goal ${goal} kB${size > goal ? ', missed' : ''}`,
      limit && `a test keeps it under ${limit} kB`,
    ].filter(Boolean)
    console.log(
      `bundle, ${name}: ${size.toFixed(1)} kB brotli${against.length > 0 ? ` (${against.join('; ')})` : ''}`,
    )
  }
}

export function bundleOf(name: string): Bundle {
  const found = BUNDLES.find((bundle) => bundle.name.startsWith(name))
  if (!found) throw new Error(`no bundle is called ${name}`)
  return found
}

if (process.argv[1]?.endsWith('bench-bundle.ts')) await printBundles()
