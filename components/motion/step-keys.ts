import type { KeyboardEvent } from 'react'
import type { Stepper } from './use-stepper'

/**
 * The keys of every stepper: arrows step, Space plays, Home and End go to the ends. Keys that mean something to the control
 * under focus (Space on a button, anything in a text field or a list of choices) stay with it.
 */
export function handleStepKey(event: KeyboardEvent<HTMLElement>, stepper: Stepper): void {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
  const act = actFor(event.key, stepper)
  if (!act || belongsToControl(event.target as HTMLElement, event.key)) return
  event.preventDefault()
  act()
}

function actFor(key: string, stepper: Stepper): (() => void) | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return stepper.next
    case 'ArrowLeft':
    case 'ArrowUp':
      return stepper.back
    case 'Home':
      return stepper.first
    case 'End':
      return () => stepper.seek(stepper.count - 1)
    case ' ':
      return stepper.togglePlay
    default:
      return null
  }
}

function belongsToControl(target: HTMLElement, key: string): boolean {
  if (target.closest('input[type=range]')) return false // its own keys would do the same
  if (target.closest('input, select, textarea, [contenteditable], [role=listbox], [role=tablist]'))
    return true
  return key === ' ' && target.closest('button, a, summary') !== null
}
