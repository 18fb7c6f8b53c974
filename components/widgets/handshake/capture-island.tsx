'use client'

import { Island } from '@/components/widgets/frame/island'

const load = () => import('./capture-opener').then((module) => module.CaptureOpener)
const onServer =
  typeof window === 'undefined'
    ? (require('./capture-opener') as typeof import('./capture-opener')).CaptureOpener
    : null
const NOTHING = {}

/** `textId`: what the notice leads to if the opener cannot be loaded. */
export function CaptureIsland({ textId }: { readonly textId: string }) {
  return <Island load={load} onServer={onServer} player={NOTHING} textId={textId} />
}
