'use client'

import { LazyMotion, MotionConfig } from 'framer-motion'
import type { ReactNode } from 'react'

const load = () => import('./features').then((module) => module.features)

/** Around a player that uses `framer-motion/m`: brings its engine later, and stands still for readers who ask for less motion. */
export function Moving({ children }: { readonly children: ReactNode }) {
  return (
    <LazyMotion strict features={load}>
      <MotionConfig reducedMotion="user">{children}</MotionConfig>
    </LazyMotion>
  )
}
