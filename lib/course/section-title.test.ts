import { expect, it } from 'vitest'
import { sectionTitle, titleIn } from './section-title'

it.each([
  ['the-networks-own-messages', 'The network’s own messages', 'a curly apostrophe'],
  ['in-production-and-not-quite', 'In production, and not quite', 'a comma'],
  ['what-ss-prints', 'What ss prints', 'code'],
])('%s is %s: %s', (id, title, _why) => {
  const mdx = '## The network’s own messages\n\n## In production, and not quite\n\n## What `ss` prints\n'
  expect(titleIn(mdx, id)).toBe(title)
})

it('keeps the apostrophe that the id has lost', () => {
  expect(sectionTitle('routing/icmp-ping-traceroute', 'the-networks-own-messages')).toBe(
    "The network's own messages",
  )
})

it('knows no heading that is not there', () => {
  expect(titleIn('# Top\n', 'top')).toBeNull()
})
