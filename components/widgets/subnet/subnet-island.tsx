'use client'

import { Island } from '@/components/widgets/frame/island'
import type { SubnetPlayerProps } from './subnet-player'

const load = () => import('./subnet-player').then((module) => module.SubnetPlayer)
const onServer =
  typeof window === 'undefined'
    ? (require('./subnet-player') as typeof import('./subnet-player')).SubnetPlayer
    : null

export function SubnetIsland({ textId, ...player }: SubnetPlayerProps & { readonly textId: string }) {
  return <Island load={load} onServer={onServer} player={player} textId={textId} />
}
