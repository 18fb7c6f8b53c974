'use client'

import { span as MotionSpan } from 'framer-motion/m'

const REWRITE = { duration: 0.24, ease: [0.2, 0, 0, 1] } as const

/** A value that a router changed: the old one leaves upwards and stays for this step, struck through; the new one comes from below. */
export function Rewritten({
  was,
  now,
  moving,
}: {
  readonly was: string
  readonly now: string
  readonly moving: boolean
}) {
  return (
    <>
      <MotionSpan
        className="was"
        initial={moving ? { y: 14, opacity: 0 } : false}
        animate={{ y: 0, opacity: 0.75 }}
        transition={REWRITE}
      >
        {was}
      </MotionSpan>
      <MotionSpan
        initial={moving ? { y: 14, opacity: 0 } : false}
        animate={{ y: 0, opacity: 1 }}
        transition={REWRITE}
      >
        {now}
      </MotionSpan>
    </>
  )
}
