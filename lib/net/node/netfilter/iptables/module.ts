import type { Part, PrintedModule } from '../rule'

/** An option of a match or target, as it was given. `at` is the index of the option's word. */
export type Given = {
  readonly option: string
  readonly values: readonly string[]
  readonly negated: boolean
  readonly at: number
}

/** What the line has said so far that a module may need. */
export type ModuleContext = {
  readonly family: 4 | 6
  readonly protocol: number
  readonly protocolNegated: boolean
}

export type Built = {
  readonly parts: readonly Part[]
  readonly printed: PrintedModule
  /** the same in nft's words, as `nft list` shows rules made by iptables-nft */
  readonly nft: string
}

/** A sentence as iptables says it, and the word that it is about (none: something is missing). */
export type Wrong = { readonly wrong: string; readonly at: number | null }

export type Module = {
  readonly name: string
  /** option names without dashes, and how many words each takes */
  readonly options: Readonly<Record<string, 0 | 1 | 2>>
  /** only for one of iptables and ip6tables */
  readonly family?: 4 | 6
  /** other names of options */
  readonly aliases?: Readonly<Record<string, string>>
  readonly build: (given: readonly Given[], context: ModuleContext) => Built | Wrong
}

/** The full name of an option that may be cut short if the beginning fits only one (getopt_long). */
export function resolveOption(module: Module, name: string): string | null {
  const alias = module.aliases?.[name]
  if (alias) return alias
  if (name in module.options) return name
  const found = Object.keys(module.options).filter((option) => option.startsWith(name))
  return found.length === 1 ? found[0] : null
}

/** The value of an option given once, or null. */
export function givenValue(given: readonly Given[], option: string): Given | null {
  return given.find((one) => one.option === option) ?? null
}

export function printed(save: string, numeric: string, named: string = numeric): PrintedModule {
  return { save, numeric, named }
}
