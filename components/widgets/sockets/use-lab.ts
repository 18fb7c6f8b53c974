'use client'

import { useLayoutEffect, useRef, useState } from 'react'
import type { Act } from '@/lib/net/socket-lab/act'
import type { SocketLab } from '@/lib/net/socket-lab/lab'
import type { Moment } from '@/lib/net/socket-lab/moment'
import type { ShownSituation } from './sockets-player'

type Grown = { readonly situation: string; readonly moments: readonly Moment[] }

/**
 * The moments of a situation and what the reader adds to them. The engine is fetched with the first act, and plays the situation
 * again before it goes on. `onGrown` is told the new number of moments when they are there.
 */
export function useLab(situation: ShownSituation, onGrown: (count: number) => void) {
  const [grown, setGrown] = useState<Grown | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const lab = useRef<{ readonly situation: string; readonly lab: SocketLab } | null>(null)
  const told = useRef<Grown | null>(null)
  const moments = grown?.situation === situation.name ? grown.moments : situation.moments

  // a step that only exists once the run has grown
  useLayoutEffect(() => {
    if (!grown || told.current === grown || grown.situation !== situation.name) return
    told.current = grown
    onGrown(grown.moments.length)
  })

  async function act(next: Act): Promise<void> {
    try {
      const { doAct, openLab } = await import('@/lib/net/socket-lab/lab')
      if (lab.current?.situation !== situation.name)
        lab.current = { situation: situation.name, lab: openLab(situation.moments.map((each) => each.act)) }
      doAct(lab.current.lab, next)
      setGrown({ situation: situation.name, moments: [...lab.current.lab.moments] })
      setProblem(null)
    } catch {
      setProblem('The engine could not be fetched. Are you online? Try again.')
    }
  }
  function startOver(): void {
    lab.current = null
    setGrown(null)
  }
  return { moments, act, startOver, problem }
}
