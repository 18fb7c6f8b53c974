'use client'

import { Island } from '@/components/widgets/frame/island'
import type { EncapsulationPlayerProps } from './encapsulation-player'

const load = () => import('./encapsulation-player').then((module) => module.EncapsulationPlayer)
const onServer =
  typeof window === 'undefined'
    ? (require('./encapsulation-player') as typeof import('./encapsulation-player')).EncapsulationPlayer
    : null

export function EncapsulationIsland({
  textId,
  ...player
}: EncapsulationPlayerProps & { readonly textId: string }) {
  return <Island load={load} onServer={onServer} player={player} textId={textId} />
}
