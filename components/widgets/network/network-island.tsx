'use client'

import { Island } from '@/components/widgets/frame/island'
import type { NetworkPlayerProps } from './network-player'

const load = () => import('./network-player').then((module) => module.NetworkPlayer)
const onServer =
  typeof window === 'undefined'
    ? (require('./network-player') as typeof import('./network-player')).NetworkPlayer
    : null

export function NetworkIsland({ textId, ...player }: NetworkPlayerProps & { readonly textId: string }) {
  return <Island load={load} onServer={onServer} player={player} textId={textId} />
}
