'use client'

import { useEffect, useRef, useState } from 'react'
import { currentHash, showHash } from './address-bar'
import type { MomentCodec } from './moment-codec'

/** A state may change many times a second, and browsers refuse an address that does. */
const SETTLED_MS = 250

/**
 * Ties the state of an instrument to the address of its page: a link to a moment sets the state (`onGiven`), and the address
 * follows the state. `addressed` is false in a lesson, where the address belongs to the lesson: then nothing is read or written;
 * with `read` links are followed, but the address is left to what else is on the page.
 * Returns the hash of this moment, for a link, and why the followed link was refused, as a sentence.
 */
export function useMoment<State>(
  codec: MomentCodec<State>,
  state: State,
  { addressed, onGiven }: { readonly addressed: boolean | 'read'; readonly onGiven: (given: State) => void },
): { readonly hash: string; readonly problem: string | null } {
  const [problem, setProblem] = useState<string | null>(null)
  const hash = codec.write(state)
  const shown = useRef(hash)
  const give = useRef(onGiven)
  give.current = onGiven

  useEffect(() => {
    if (!addressed) return
    function follow() {
      const read = codec.read(currentHash())
      setProblem(read.problem)
      if (read.state === null) return
      shown.current = codec.write(read.state)
      give.current(read.state)
    }
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [codec, addressed])

  useEffect(() => {
    if (addressed !== true || hash === shown.current) return
    const timer = setTimeout(() => {
      shown.current = hash
      showHash(hash)
    }, SETTLED_MS)
    return () => clearTimeout(timer)
  }, [addressed, hash])

  return { hash, problem }
}
