import { pick, shuffle } from '../seeded-random'
import type { Drill, DrillQuestion } from './drill'
import { judge } from './judge'
import { type PortRow, portText } from './ports-row'

type WhatListens = DrillQuestion & { readonly row: PortRow; readonly offered: readonly PortRow[] }

const OPTIONS = 5

/** A line of ss, and what usually listens there is asked for. `rows`: at least five. */
export function portServiceDrill(rows: readonly PortRow[]): Drill<WhatListens> {
  return {
    name: 'ports/service',
    title: 'What listens there?',

    ask(random) {
      const offered = shuffle(random, rows).slice(0, OPTIONS)
      const row = pick(random, offered)
      return {
        prompt: 'A server listens on this port. What is it, if it is what one usually finds there?',
        given: [{ name: 'Port', value: `${row.transport} ${row.port}` }],
        fields: [
          {
            name: 'service',
            label: 'Service',
            kind: 'choice',
            options: offered.map(({ used }) => used),
          },
        ],
        working: [portText(row)],
        row,
        offered,
      }
    },

    check({ fields, row, offered }, answers) {
      return [
        judge(fields[0], answers.service, {
          answer: row.used,
          why: portText(row),
          wrong: offered
            .filter(({ port }) => port !== row.port)
            .map((other) => ({
              answer: other.used,
              misconception: `${row.port} is the port of: ${other.used}`,
              why: `That one is expected on ${other.transport} ${other.port}.`,
            })),
        }),
      ]
    },
  }
}
