import { describe, expect, it } from 'vitest'
import type { Module } from './manifest'
import { readFrontMatter } from './read-course'

const modules: Module[] = [
  {
    slug: 'transport',
    title: 'Transport',
    layers: [4],
    line: 4,
    lessons: [
      { slug: 'ports-and-sockets', title: 'Ports and sockets', points: 31 },
      { slug: 'tcp-connections', title: 'TCP connections', points: 12 },
    ],
  },
]

const good = `---
title: TCP connections
summary: Read a handshake in a capture.
minutes: 14
layers: [4]
objectives:
  - read a handshake
  - explain three segments
  - tell refused from timed out
prerequisites: [transport/ports-and-sockets]
covers: [tcp-connections.1, tcp-connections.12]
references:
  - {rfc: 9293, section: "3.5"}
  - {man: ss(8)}
  - {url: "https://example.com/", title: An example}
---

Words.
`

describe('the front matter of a lesson', () => {
  it('is read whole', () => {
    const matter = readFrontMatter(good, 'lesson.mdx', modules)
    expect(matter.minutes).toBe(14)
    expect(matter.references[0]).toEqual({ rfc: 9293, section: '3.5' })
  })

  it.each([
    [
      'minutes: 14',
      'minutes: soon',
      'lesson.mdx:4:1 minutes: Invalid input: expected number',
      'a wrong type',
    ],
    ['minutes: 14', 'minute: 14', 'lesson.mdx:4:1 minute: is not a known field', 'a misspelt key'],
    [
      'layers: [4]',
      'layers: [4, 6]',
      'lesson.mdx:5:13 layers.1: is one of 1, 2, 3, 4, 5, 7',
      'no such layer',
    ],
    [
      '[transport/ports-and-sockets]',
      '[transport/sockets]',
      'lesson.mdx:10:17 prerequisites.0: there is no lesson transport/sockets',
      'an unknown lesson',
    ],
    [
      'tcp-connections.12',
      'tcp-connections.13',
      'lesson.mdx:11:29 covers.1: there is no point tcp-connections.13',
      'a point past the last',
    ],
    ['title: TCP connections', 'title: "TCP', 'lesson.mdx:2:', 'YAML that does not parse'],
    ['---\ntitle', 'title', 'lesson.mdx:1:1 begins with front matter', 'no front matter'],
  ])('%s as %s is refused: %s (%s)', (from, to, message) => {
    expect(() => readFrontMatter(good.replace(from, to), 'lesson.mdx', modules)).toThrow(message)
  })
})
