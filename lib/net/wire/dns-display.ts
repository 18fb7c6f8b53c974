import { labelsOf } from './dns-name'

/** A name as Wireshark shows it: without escapes, bytes that are not ASCII as U+FFFD, the root as `<Root>`. */
export function displayName(name: string): string {
  if (name === '.') return '<Root>'
  if (!name.includes('\\')) return name
  const labels = labelsOf(name) ?? []
  return labels.map((label) => Array.from(label, character).join('')).join('.')
}

function character(byte: number): string {
  return byte < 128 ? String.fromCharCode(byte) : '\ufffd'
}
