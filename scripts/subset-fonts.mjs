// Cuts the three families down to the characters and the axes that the site uses: `node scripts/subset-fonts.mjs`.
// What comes out is committed (public/fonts), so that a build needs neither the network nor this script.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const packages = fileURLToPath(new URL('../node_modules/@fontsource-variable/', import.meta.url))
const out = fileURLToPath(new URL('../public/fonts/', import.meta.url))

const range = (from, to) =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, at) => from + at))

const basicLatin = range(0x20, 0x7e)
/** Latin-1 without the letters that no page uses: those fall back to the reader's own face, glyph by glyph. */
const latin1 = '\u00a0£§©«°±²³µ·»¼½¾×÷ßàáâäçèéêëíñóôöøúüÀÉÖÜ'
const punctuation = '–—‘’‚“”„†‡•…‰′″‹›⁄€™−≈≠≤≥'
const arrows = '←↑→↓↔↕⇄⇒'
const boxes = '─│┌┐└┘├┤┬┴┼═║█▌▐░▒▓■□▪▶◀●○✓✗①②③④⑤⑥⑦⑧⑨'

const faces = [
  {
    file: 'literata/files/literata-latin-wght-normal.woff2',
    to: 'literata.woff2',
    text: basicLatin + latin1 + punctuation,
    axes: { wght: 400 },
    features: ['kern', 'mark', 'ccmp'],
  },
  {
    // a face of its own: the first screen waits for the plain one only
    file: 'literata/files/literata-latin-wght-normal.woff2',
    to: 'literata-bold.woff2',
    text: `${basicLatin}–—‘’“”…`,
    axes: { wght: 650 },
    features: ['kern'],
  },
  {
    file: 'literata/files/literata-latin-wght-italic.woff2',
    to: 'literata-italic.woff2',
    text: `${basicLatin}–—‘’“”…`,
    axes: { wght: 400 },
    features: ['kern'],
  },
  {
    file: 'ibm-plex-sans/files/ibm-plex-sans-latin-wdth-normal.woff2',
    to: 'plex-sans.woff2',
    text: basicLatin + latin1 + punctuation + arrows,
    axes: { wght: { min: 400, max: 700 }, wdth: { min: 85, max: 100 } },
    features: ['kern', 'tnum', 'mark', 'ccmp'],
  },
  {
    file: 'jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
    to: 'jetbrains-mono.woff2',
    text: basicLatin + latin1 + punctuation + arrows + boxes,
    axes: { wght: { min: 400, max: 700 } },
    features: ['zero', 'mark', 'ccmp'],
  },
]

mkdirSync(out, { recursive: true })
let total = 0
for (const { file, to, text, axes, features } of faces) {
  const cut = await subsetFont(readFileSync(packages + file), text, {
    targetFormat: 'woff2',
    variationAxes: axes,
    keepFeatures: features,
    noHinting: true,
  })
  writeFileSync(out + to, cut)
  total += cut.length
  console.log(`${to} ${(cut.length / 1024).toFixed(1)} kB`)
}
console.log(`all faces ${(total / 1024).toFixed(1)} kB`)
