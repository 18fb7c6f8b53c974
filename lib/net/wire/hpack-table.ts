/** RFC 7541 section 2.3: the tables that indices of a header block point into. */
import type { HpackItem } from './hpack'

export type HeaderField = { readonly name: Uint8Array; readonly value: Uint8Array }

/** Appendix A: entries 1 to 61, the value behind a bar. */
const STATIC: readonly HeaderField[] = (
  ':authority\n:method|GET\n:method|POST\n:path|/\n:path|/index.html\n:scheme|http\n:scheme|https\n' +
  ':status|200\n:status|204\n:status|206\n:status|304\n:status|400\n:status|404\n:status|500\n' +
  'accept-charset\naccept-encoding|gzip, deflate\naccept-language\naccept-ranges\naccept\n' +
  'access-control-allow-origin\nage\nallow\nauthorization\ncache-control\ncontent-disposition\n' +
  'content-encoding\ncontent-language\ncontent-length\ncontent-location\ncontent-range\n' +
  'content-type\ncookie\ndate\netag\nexpect\nexpires\nfrom\nhost\nif-match\nif-modified-since\n' +
  'if-none-match\nif-range\nif-unmodified-since\nlast-modified\nlink\nlocation\nmax-forwards\n' +
  'proxy-authenticate\nproxy-authorization\nrange\nreferer\nrefresh\nretry-after\nserver\n' +
  'set-cookie\nstrict-transport-security\ntransfer-encoding\nuser-agent\nvary\nvia\n' +
  'www-authenticate'
)
  .split('\n')
  .map((entry) => {
    const [name, value = ''] = entry.split('|')
    return { name: asciiBytes(name), value: asciiBytes(value) }
  })

function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

/** SETTINGS_HEADER_TABLE_SIZE unless the other end asks for another (RFC 9113 section 6.5.2). */
const DEFAULT_SIZE = 4096
/** A sender may ask for more; more is not kept. */
const LARGEST_SIZE = 65536
/** Section 4.1: what an entry counts beside its characters. */
const ENTRY_OVERHEAD = 32

/** What the header blocks of one direction have put into the dynamic table so far. */
export class HpackTable {
  /** The newest last */
  private readonly entries: HeaderField[] = []
  private size = 0
  private capacity = DEFAULT_SIZE

  /** The header field that a representation stands for, null for an index of nothing. A change of size is no field. */
  take(item: Exclude<HpackItem, { kind: 'table-size' }>): HeaderField | null {
    if (item.kind === 'indexed') return this.at(item.index)
    const name = typeof item.name === 'number' ? this.at(item.name)?.name : item.name.bytes
    if (!name) return null
    const field = { name, value: item.value.bytes }
    if (item.indexing === 'incremental') this.add(field)
    return field
  }

  resize(size: number): void {
    this.capacity = Math.min(size, LARGEST_SIZE)
    this.evict()
  }

  private at(index: number): HeaderField | null {
    if (index <= STATIC.length) return STATIC[index - 1] ?? null
    return this.entries[this.entries.length - (index - STATIC.length)] ?? null
  }

  private add(field: HeaderField): void {
    this.entries.push(field)
    this.size += sizeOf(field)
    this.evict()
  }

  /** Section 4.4: an entry larger than the table empties it. */
  private evict(): void {
    let gone = 0
    while (this.size > this.capacity && gone < this.entries.length) this.size -= sizeOf(this.entries[gone++])
    this.entries.splice(0, gone)
  }
}

function sizeOf({ name, value }: HeaderField): number {
  return name.length + value.length + ENTRY_OVERHEAD
}
