import { z } from 'zod'

/** What the schemas of the course's files have in common. */

export const text = z.string().trim().min(1, 'is empty')

/** A short text that is also kept as a name, such as a misconception. */
export const label = text.max(200, 'longer than 200 characters')

export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single hyphens')

/** 5 stands for 5 and 6, which share a colour. */
export const layer = z.union(
  [z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(7)],
  'one of 1, 2, 3, 4, 5 (for 5 and 6), 7',
)
