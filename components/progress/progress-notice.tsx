'use client'

import { Glyph } from '@/components/ui/glyph'
import type { ProgressSnapshot, SetAside } from '@/lib/study/progress-store'
import { useProgress } from './use-progress'

/** Says when progress is not kept, or when what was stored could not be read. Says nothing while all is well. */
export function ProgressNotice() {
  const known = useProgress()
  if (!known) return null
  const sentences = [...known.setAside.map(aboutSetAside), ...aboutKeeping(known)]
  if (sentences.length === 0) return null
  return (
    <div className="notice" role="status">
      <Glyph name="alert" />
      <span>{sentences.join(' ')}</span>
    </div>
  )
}

function aboutKeeping({ keeping }: ProgressSnapshot): readonly string[] {
  if (keeping === 'kept') return []
  const why =
    keeping === 'full'
      ? 'the storage of this browser is full'
      : 'this browser does not allow storage here, as in a private window'
  return [`Progress is not kept: ${why}. The course works on, and remembers until you close this tab.`]
}

const found: Readonly<Record<SetAside['problem'], string>> = {
  corrupt: 'The progress stored in this browser could not be read.',
  foreign: 'What was stored in the place of your progress is not progress.',
  future: 'The progress stored in this browser is from a later version of the course.',
}

function aboutSetAside({ key, problem, detail }: SetAside): string {
  const where = key
    ? `It was set aside under ${key}; nothing was deleted.`
    : 'It could not be copied, so it was left as it is.'
  return `${found[problem]} ${detail} ${where}`
}
