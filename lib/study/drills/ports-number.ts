import { pick } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge } from './judge'
import { type PortRow, portText } from './ports-row'

type WhichPort = DrillQuestion & { readonly row: PortRow }

/** What is used, and the port is asked for. `rows`: two or more with different ports. */
export function portNumberDrill(rows: readonly PortRow[]): Drill<WhichPort> {
  return {
    name: 'ports/number',
    title: 'Which port?',

    ask(random) {
      const row = pick(random, rows)
      return {
        prompt: 'Under which port number do you expect this?',
        given: [
          { name: 'Used for', value: row.used },
          { name: 'Over', value: row.transport },
        ],
        fields: [{ name: 'port', label: 'Port', kind: 'text', numeric: true }],
        working: [portText(row)],
        row,
      }
    },

    check({ fields, row }, answers) {
      return [
        judge(fields[0], answers.port, {
          answer: String(row.port),
          why: portText(row),
          wrong: rows
            .filter(({ port }) => port !== row.port)
            .map((other) => ({
              answer: String(other.port),
              misconception: `${other.port} is the port of: ${row.used}`,
              why: `${portText(other)} What was asked for has ${row.port}.`,
            })),
        }),
      ]
    },
  }
}
