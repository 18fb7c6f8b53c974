'use client'

import { Island } from '@/components/widgets/frame/island'
import type { TwoLinksPlayerProps } from './two-links-player'

const load = () => import('./two-links-player').then((module) => module.TwoLinksPlayer)
const onServer =
  typeof window === 'undefined'
    ? (require('./two-links-player') as typeof import('./two-links-player')).TwoLinksPlayer
    : null

export function TwoLinksIsland({ textId, ...player }: TwoLinksPlayerProps & { readonly textId: string }) {
  return <Island load={load} onServer={onServer} player={player} textId={textId} />
}
