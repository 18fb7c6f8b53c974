'use client'

import { useSyncExternalStore } from 'react'
import { Glyph, type GlyphName } from '@/components/ui/glyph'
import { chooseTheme, chosenTheme, type Theme, unknownTheme, watchTheme } from './theme'

const after: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }
const glyphs: Readonly<Record<Theme, GlyphName>> = { system: 'theme', light: 'sun', dark: 'moon' }

/** Goes round system, light and dark. */
export function ThemeButton() {
  const theme = useSyncExternalStore(watchTheme, chosenTheme, unknownTheme)
  return (
    <button
      type="button"
      className="btn sq sm needs-script"
      aria-label={`Theme: ${theme}`}
      title={`Theme: ${theme}`}
      onClick={() => chooseTheme(after[theme])}
    >
      <Glyph name={glyphs[theme]} size="i" />
    </button>
  )
}
