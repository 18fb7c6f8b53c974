import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import createMdx from '@next/mdx'
import { knownComponents } from './mdx/known-components.mjs'

const root = new URL('./', import.meta.url)

/** The build's cache does not see what a plugin reads: whatever changes what a plugin does is part of its options. */
const cacheKey = hashFolder(new URL('mdx/', root))

function hashFolder(folder) {
  const hash = createHash('sha256')
  for (const file of readdirSync(folder).sort()) hash.update(file).update(readFileSync(new URL(file, folder)))
  return hash.digest('hex').slice(0, 16)
}

/** A plugin of this project, by absolute path: relative ones would be looked for beside each lesson. */
const local = (file, options = {}) => [fileURLToPath(new URL(`mdx/${file}`, root)), { cacheKey, ...options }]

const withMdx = createMdx({
  options: {
    remarkPlugins: [
      'remark-frontmatter',
      'remark-gfm',
      local('remark-lesson.mjs', { components: knownComponents(root) }),
    ],
    rehypePlugins: [
      'rehype-slug',
      local('rehype-toc.mjs'),
      local('rehype-lead.mjs'),
      local('rehype-code.mjs'),
      local('rehype-dress.mjs'),
    ],
  },
})

/** @type {import('next').NextConfig} */
const config = {
  output: 'export',
  trailingSlash: true,
  images: { unoptimized: true },
  pageExtensions: ['ts', 'tsx'],
  poweredByHeader: false,
}

export default withMdx(config)
