'use client'

import { Island } from '@/components/widgets/frame/island'

const load = () => import('./subnet-drills').then((module) => module.SubnetDrills)
const onServer =
  typeof window === 'undefined'
    ? (require('./subnet-drills') as typeof import('./subnet-drills')).SubnetDrills
    : null

export function SubnetDrillsIsland({ textId }: { readonly textId: string }) {
  return <Island load={load} onServer={onServer} player={{}} textId={textId} />
}
