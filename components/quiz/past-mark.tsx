import { Glyph } from '@/components/ui/glyph'
import type { Mark } from '@/lib/study/progress-summary'

const looks = { unanswered: 'mk o', right: 'mk', wrong: 'mk x' } as const
const words = {
  unanswered: 'not answered yet',
  right: 'correct last time',
  wrong: 'not correct last time',
} as const

/** How a question went the last time: outlined, because inverse video is for here and now. */
export function PastMark({ mark }: { readonly mark: Mark }) {
  return (
    <span className={looks[mark]}>
      {mark !== 'unanswered' && <Glyph name={mark === 'right' ? 'check' : 'cross'} />}
      <span className="vh">{words[mark]}</span>
    </span>
  )
}
