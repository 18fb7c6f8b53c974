'use client'

import { type StateName, states, transitions } from '@/components/lesson/state-diagram/transitions'
import type { TcpState } from '@/lib/net/node/tcp-port'
import { stateName } from '@/lib/net/trace/state-name'

const HALF_WIDTH = 70
const HALF_HEIGHT = 17

/**
 * RFC 9293's figure of eleven states, small: where this end is, and the arrow that led there. For the eye; the line above it
 * says the same in words.
 */
export function StateMap({ state, from }: { readonly state: TcpState; readonly from: TcpState | null }) {
  const now = stateName(state)
  const before = from && stateName(from)
  return (
    <svg className="smap" viewBox="0 0 980 670" aria-hidden="true">
      {transitions.map((transition) => {
        const taken = transition.from === before && transition.to === now
        return (
          <path
            key={`${transition.from} ${transition.to} ${transition.event}`}
            className={taken ? 'taken' : undefined}
            d={transition.path}
          />
        )
      })}
      {(Object.keys(states) as StateName[]).map((name) => {
        const [x, y] = states[name]
        return (
          <g key={name} className={name === now ? 'now' : name === before ? 'was' : undefined}>
            <rect x={x - HALF_WIDTH} y={y - HALF_HEIGHT} width={2 * HALF_WIDTH} height={2 * HALF_HEIGHT} />
            <text x={x} y={y + 7} textAnchor="middle">
              {name}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
