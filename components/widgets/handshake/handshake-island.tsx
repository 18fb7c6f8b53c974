'use client'

import { Island } from '@/components/widgets/frame/island'
import type { HandshakePlayerProps } from './handshake-player'

const load = () => import('./handshake-player').then((module) => module.HandshakePlayer)
const onServer =
  typeof window === 'undefined'
    ? (require('./handshake-player') as typeof import('./handshake-player')).HandshakePlayer
    : null

export function HandshakeIsland({ textId, ...player }: HandshakePlayerProps & { readonly textId: string }) {
  return <Island load={load} onServer={onServer} player={player} textId={textId} />
}
