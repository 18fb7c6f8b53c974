import { z } from 'zod'
import { type LayerNumber, layerNumbers } from './layers'

/** What the schemas of the course's files have in common. */

export const text = z.string().trim().min(1, 'is empty')

/** A short text that is also kept as a name, such as a misconception. */
export const label = text.max(200, 'longer than 200 characters')

export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single hyphens')

export const layer = z.custom<LayerNumber>(
  (value) => layerNumbers.includes(value as LayerNumber),
  'one of 1, 2, 3, 4, 5 (for 5 and 6), 7',
)
