/**
 * The state of an instrument as the part of a link behind `#`: short, readable, versioned, and checked when it is read.
 * `#v1&situation=syn-lost&rtt=40&step=3`: the version, then whatever differs from the beginning. Pure: no browser.
 */

/** How one value is written. `read` gives null for a text that is none; `expects` ends the sentence "… is". */
export type Part<Value> = {
  readonly write: (value: Value) => string
  readonly read: (text: string) => Value | null
  readonly expects: string
}

/** What a link says. No state and no problem: it says nothing (no hash, or one that leads to a heading). */
export type ReadMoment<State> = { readonly state: State | null; readonly problem: string | null }

export type MomentCodec<State> = {
  readonly write: (state: State) => string
  readonly read: (hash: string) => ReadMoment<State>
}

/** Longer links are cut by mail programs and refused by servers. */
export const MOST_LENGTH = 4000

/**
 * `parts` names each value of the state and says how it is written; `initial` is the state that the instrument begins with.
 * Raise `version` when an old link would mean something else now: old links are then explained and ignored. `kind` tells apart what
 * has links of its own on one page; each ignores the links of the others.
 */
export function momentCodec<State extends object>({
  kind = 'v',
  version,
  parts,
  initial,
}: {
  readonly kind?: 'v' | 'drill'
  readonly version: number
  readonly parts: { readonly [Name in keyof State & string]: Part<State[Name]> }
  readonly initial: State
}): MomentCodec<State> {
  const names = Object.keys(parts) as (keyof State & string)[]
  return {
    write(state) {
      const differing = names.flatMap((name) => {
        const text = parts[name].write(state[name])
        return text === parts[name].write(initial[name]) ? [] : [`&${name}=${text}`]
      })
      return `#${kind}${version}${differing.join('')}`
    },

    read(hash) {
      const [first = '', ...pairs] = hash.replace(/^#/, '').split('&')
      const found = new RegExp(`^${kind}(\\d+)$`).exec(first)
      if (!found) return { state: null, problem: null }
      if (Number(found[1]) !== version) return refuse(otherVersion(Number(found[1]), version))
      if (hash.length > MOST_LENGTH) return refuse(`it is longer than ${MOST_LENGTH} characters`)
      const state = { ...initial } as Record<string, unknown>
      for (const pair of pairs) {
        const cut = pair.indexOf('=')
        const name = cut < 0 ? pair : pair.slice(0, cut)
        if (!Object.hasOwn(parts, name)) return refuse(`it names “${shorten(name)}”, which is not known here`)
        const part = parts[name as keyof State & string]
        const value = part.read(cut < 0 ? '' : pair.slice(cut + 1))
        if (value === null) return refuse(`it says “${shorten(pair)}”, but ${name} is ${part.expects}`)
        state[name] = value
      }
      return { state: state as State, problem: null }
    },
  }
}

/** One of a closed list of words. */
export function oneWord<const Word extends string>(words: readonly Word[]): Part<Word> {
  return {
    write: (value) => value,
    read: (text) => words.find((word) => word === text) ?? null,
    expects: words.length > 8 ? 'one of the names that this page offers' : `one of ${words.join(', ')}`,
  }
}

/** A whole number, both ends included. */
export function whole(least: number, most: number): Part<number> {
  return {
    write: String,
    read: (text) =>
      /^-?\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null,
    expects: `a whole number from ${least} to ${most}`,
  }
}

export function yesNo(): Part<boolean> {
  return {
    write: (value) => (value ? '1' : '0'),
    read: (text) => (text === '1' ? true : text === '0' ? false : null),
    expects: '0 or 1',
  }
}

/** Any text of at most so many characters, such as what was typed into a field. */
export function freeText(most: number): Part<string> {
  return {
    write: writeText,
    read(text) {
      const plain = readText(text)
      return plain !== null && plain.length <= most ? plain : null
    },
    expects: `a text of at most ${most} characters`,
  }
}

/** At most `most` values of one kind, with commas between. */
export function listOf<Value>(part: Part<Value>, most: number): Part<readonly Value[]> {
  return {
    write: (values) => values.map(part.write).join(','),
    read(text) {
      if (text === '') return []
      const values = text.split(',').map(part.read)
      return values.length <= most && values.every((value) => value !== null) ? (values as Value[]) : null
    },
    expects: `a list, of which each is ${part.expects}`,
  }
}

/** Characters that may stand in a fragment as they are (RFC 3986, section 3.5) and mean nothing here. */
function writeText(text: string): string {
  return encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/%(2F|3A|3F|40|24|3B)/g, (code) => decodeURIComponent(code))
}

function readText(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return null
  }
}

function refuse(why: string): ReadMoment<never> {
  return {
    state: null,
    problem: `The link that you followed cannot be read: ${why}. It is ignored, and you see the beginning.`,
  }
}

function otherVersion(theirs: number, ours: number): string {
  return theirs < ours
    ? `it is of an older form (${theirs}) that this page no longer reads (it reads ${ours})`
    : `it is of a newer form (${theirs}) than this page knows (${ours}); reloading the page may bring the newer one`
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
