'use client'

import { Island } from '@/components/widgets/frame/island'
import type { HandshakePlayerProps } from './handshake-player'

const load = () => import('./handshake-player').then((module) => module.HandshakePlayer)

export function HandshakeIsland({ textId, ...player }: HandshakePlayerProps & { readonly textId: string }) {
  return <Island load={load} player={player} textId={textId} />
}
