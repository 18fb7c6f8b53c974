/** A block of a lesson: where it is on the screen, and how much there is to read in it. */
export type Block = { readonly top: number; readonly height: number; readonly weight: number }

/**
 * How much of `blocks` has passed the lower edge of a window `windowHeight` pixels high, 0 to 1. Blocks weigh what there is to read
 * in them, not their height: the height of what was never on the screen is the browser's guess.
 */
export function readShare(blocks: readonly Block[], windowHeight: number): number {
  const whole = blocks.reduce((sum, { weight }) => sum + weight, 0)
  if (whole === 0) return 0
  const passed = blocks.reduce(
    (sum, { top, height, weight }) => sum + weight * shareAbove(top, height, windowHeight),
    0,
  )
  return passed / whole
}

function shareAbove(top: number, height: number, edge: number): number {
  // half a pixel is lost to rounding at the very end of a page
  if (top + height <= edge + 1) return 1
  return Math.min(1, Math.max(0, (edge - top) / height))
}
