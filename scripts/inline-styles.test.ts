import { expect, it } from 'vitest'
import { inlineStyles } from './inline-styles.mjs'

const sheets: Record<string, string> = { '/a.css': 'p{color:red}', '/b.css': 'b::after{content:"</style>"}' }
const read = (address: string) => sheets[address] ?? ''

it('puts a sheet where its link stood', () => {
  expect(inlineStyles('<link rel="stylesheet" href="/a.css" data-precedence="next"/><p>x</p>', read)).toBe(
    '<style>p{color:red}</style><p>x</p>',
  )
})

it('says a preload once, and leaves other links alone', () => {
  const font = '<link rel="preload" href="/f.woff2" as="font"/>'
  const icon = '<link rel="icon" href="/icon.svg"/>'
  expect(inlineStyles(font + icon + font, read)).toBe(font + icon)
})

it('refuses a sheet that would end its element', () => {
  expect(() => inlineStyles('<link rel="stylesheet" href="/b.css"/>', read)).toThrow('/b.css holds </style')
})
