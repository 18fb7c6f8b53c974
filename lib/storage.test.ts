import { describe, expect, it } from 'vitest'
import { openDrawer, type StorageArea } from './storage'
import { memoryArea } from './storage.memory'

describe('a drawer of local storage', () => {
  it('keeps its text under one key with the prefix of the course', () => {
    const area = memoryArea()
    const drawer = openDrawer('progress', () => area)
    expect(drawer.write('text')).toBe('kept')
    expect(drawer.read()).toEqual({ text: 'text', keeping: 'kept' })
    expect([...area.entries()]).toEqual([['hop-by-hop:progress', 'text']])
  })

  it('sets a text aside once, and another one beside it', () => {
    const area = memoryArea()
    const drawer = openDrawer('progress', () => area)
    expect(drawer.setAside('odd')).toBe('hop-by-hop:progress:aside:1')
    expect(drawer.setAside('odd')).toBe('hop-by-hop:progress:aside:1')
    expect(drawer.setAside('odder')).toBe('hop-by-hop:progress:aside:2')
    expect(drawer.aside().map((one) => one.text)).toEqual(['odd', 'odder'])
  })

  it('counts on past nine', () => {
    const area = memoryArea()
    const drawer = openDrawer('progress', () => area)
    for (let number = 1; number <= 11; number += 1) drawer.setAside(`text ${number}`)
    expect(drawer.aside().at(-1)).toEqual({ key: 'hop-by-hop:progress:aside:11', text: 'text 11' })
  })

  it.each<[string, () => StorageArea | null, 'full' | 'forbidden']>([
    ['the quota is used up', () => memoryArea({ full: true }), 'full'],
    ['the browser forbids it', () => memoryArea({ forbidden: true }), 'forbidden'],
    ['there is no storage at all', () => null, 'forbidden'],
  ])('says so when a write is refused because %s, and throws nothing', (_why, area, keeping) => {
    const drawer = openDrawer('progress', area)
    expect(drawer.write('text')).toBe(keeping)
    expect(drawer.setAside('text')).toBeNull()
    expect(drawer.read().text).toBeNull()
    expect(drawer.aside()).toEqual([])
  })
})
