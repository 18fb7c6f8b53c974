import { servicePort } from './services'
import type { SocketRow } from './socket-rows'

type Keep = (row: SocketRow) => boolean

/** ss(8) STATE-FILTER and EXPRESSION, what the course uses: `state established`, `sport = :22`, `dst 10.0.0.1`, `and`, `or`, brackets. */
export type SsFilter = {
  /** The states that were named; null when none was. */
  readonly states: ReadonlySet<string> | null
  readonly keep: Keep
}

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  established: ['ESTAB'],
  listening: ['LISTEN', 'UNCONN'],
  'syn-sent': ['SYN-SENT'],
  'syn-recv': ['SYN-RECV'],
  'fin-wait-1': ['FIN-WAIT-1'],
  'fin-wait-2': ['FIN-WAIT-2'],
  'time-wait': ['TIME-WAIT'],
  'close-wait': ['CLOSE-WAIT'],
  'last-ack': ['LAST-ACK'],
  closing: ['CLOSING'],
  connected: [
    'SYN-SENT',
    'SYN-RECV',
    'ESTAB',
    'FIN-WAIT-1',
    'FIN-WAIT-2',
    'CLOSE-WAIT',
    'CLOSING',
    'LAST-ACK',
    'TIME-WAIT',
  ],
}

/** Null for words that ss does not understand. */
export function readSsFilter(words: readonly string[]): SsFilter | null {
  const tokens = words.flatMap((word) => word.match(/[()]|==?|!=|[^\s()=!]+/g) ?? [])
  let states: ReadonlySet<string> | null = null
  let at = 0
  while (tokens[at] === 'state') {
    const group = GROUPS[tokens[at + 1] ?? '']
    if (!group) return null
    states = new Set([...(states ?? []), ...group])
    at += 2
  }
  const reader = new ExpressionReader(tokens.slice(at))
  const keep: Keep | null = at === tokens.length ? () => true : reader.expression()
  return keep && reader.atEnd ? { states, keep } : null
}

class ExpressionReader {
  private at = 0

  constructor(private readonly tokens: readonly string[]) {}

  get atEnd(): boolean {
    return this.at >= this.tokens.length
  }

  /** `and` binds stronger than `or` and may be left out. */
  expression(): Keep | null {
    let left = this.all()
    while (left && (this.tokens[this.at] === 'or' || this.tokens[this.at] === '||')) {
      this.at++
      const one = left
      const other = this.all()
      left = other && ((row) => one(row) || other(row))
    }
    return left
  }

  private all(): Keep | null {
    let left = this.one()
    while (left && !this.atEnd && !['or', '||', ')'].includes(this.tokens[this.at])) {
      if (this.tokens[this.at] === 'and' || this.tokens[this.at] === '&&') this.at++
      const one = left
      const other = this.one()
      left = other && ((row) => one(row) && other(row))
    }
    return left
  }

  private one(): Keep | null {
    const word = this.tokens[this.at++]
    if (word === 'not' || word === '!') {
      const inner = this.one()
      return inner && ((row) => !inner(row))
    }
    if (word === '(') {
      const inner = this.expression()
      return this.tokens[this.at++] === ')' ? inner : null
    }
    if (word === 'sport' || word === 'dport') return this.port(word === 'sport' ? 'local' : 'peer')
    if (word === 'src' || word === 'dst') return this.host(word === 'src' ? 'local' : 'peer')
    return null
  }

  private port(end: 'local' | 'peer'): Keep | null {
    const first = this.tokens[this.at]
    const operator = ['=', '==', 'eq', '!=', 'neq'].includes(first ?? '') ? this.tokens[this.at++] : '='
    const value = servicePort((this.tokens[this.at++] ?? '').replace(/^.*:/, ''))
    if (value === null) return null
    const differs = operator === '!=' || operator === 'neq'
    return (row) => (row[end][1] === String(value)) !== differs
  }

  private host(end: 'local' | 'peer'): Keep | null {
    if (this.tokens[this.at] === '=') this.at++
    const parts = /^(\[.+\]|[^:]*|.*::.*?)(?::(\d+))?$/.exec(this.tokens[this.at++] ?? '')
    if (!parts) return null
    const [, host, port] = parts
    return (row) =>
      (host === '' || row[end][0] === host || row[end][0] === `[${host}]`) && (!port || row[end][1] === port)
  }
}
