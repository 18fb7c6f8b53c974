export interface BundledPlayer {
  readonly component: string
  readonly source: string
  readonly files: readonly string[]
  readonly later: readonly string[]
}

export function bundleIslands(
  root: string,
  outdir: string,
  address: string,
): Promise<{
  readonly start: string
  readonly shared: readonly string[]
  readonly players: Readonly<Record<string, BundledPlayer>>
}>
