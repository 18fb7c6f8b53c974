'use client'

import { Island } from '@/components/widgets/frame/island'

const load = () => import('./capture-opener').then((module) => module.CaptureOpener)

export function CaptureIsland({ textId }: { readonly textId: string }) {
  return <Island load={load} player={{}} textId={textId} />
}
