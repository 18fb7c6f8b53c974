import { describe, expect, it } from 'vitest'
import { couldUse, namesOf, splitStyles } from './split-styles.mjs'

describe('the sheet of the site', () => {
  const sheet = `@layer properties{a{top:0}}@layer components{.btn{color:red}}@layer widgets;@layer widgets.nat{.nat:before{content:"}"}@media print{.nat{color:#000}}}@layer widgets.map{.map{top:0}}@layer utilities{.only-desk{display:none}}`

  it('gives up what stands in a layer of a widget, whole', () => {
    const { parts } = splitStyles(sheet)
    expect(parts).toEqual([
      { name: 'nat', css: '@layer widgets.nat{.nat:before{content:"}"}@media print{.nat{color:#000}}}' },
      { name: 'map', css: '@layer widgets.map{.map{top:0}}' },
    ])
  })

  it('keeps the rest, and names all layers first, in their order', () => {
    expect(splitStyles(sheet).common).toBe(
      '@layer properties,components,widgets,widgets.nat,widgets.map,utilities;@layer properties{a{top:0}}@layer components{.btn{color:red}}@layer widgets;@layer utilities{.only-desk{display:none}}',
    )
  })

  it('stays as it is without layers', () => {
    expect(splitStyles('a{top:0}')).toEqual({ common: 'a{top:0}', parts: [] })
  })

  it('refuses a layer that does not end', () => {
    expect(() => splitStyles('@layer widgets.nat{.nat{top:0}')).toThrow('has no end')
  })
})

describe('a page asks for a part', () => {
  it.each([
    ['when it has the class', '.nat{top:0}', ['.nat'], true],
    ['not without it', '.nat{top:0}', ['.btn'], false],
    ['only with all classes of a selector', '.nat .btn{top:0}', ['.btn'], false],
    ['with one of several selectors', '.map,.nat{top:0}', ['.nat'], true],
    ['with one of alternatives', ':is(.map,.nat) .btn{top:0}', ['.nat', '.btn'], true],
    ['not without any of the alternatives', ':is(.map,.nat) .btn{top:0}', ['.btn'], false],
    ['whatever is excluded', '.nat:not(.off){top:0}', ['.nat'], true],
    ['for a rule in a media query', '@media print{.nat{top:0}}', ['.nat'], true],
    ['with alternatives in alternatives', '.a:has(:is(.b,.c) .d){top:0}', ['.a', '.c', '.d'], true],
    ['not for a tag that it lacks', '.nat textarea{top:0}', ['.nat', 'div'], false],
    ['for states and pseudo-elements', '.nat p:hover::before{top:0}', ['.nat', 'p'], true],
    ['not with a keyframe', '@keyframes x{from{top:0}to{top:1px}}.nat{top:0}', ['.btn'], false],
  ])('%s', (_, css, names, asked) => {
    expect(couldUse(css, new Set(names))).toBe(asked)
  })
})

it('the names of a page are its tags, and its classes with a dot', () => {
  expect([...namesOf('<p class="lead wide"><b class="lead">')]).toEqual(['p', 'b', '.lead', '.wide'])
})
