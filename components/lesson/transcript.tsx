import { CopyButton } from '@/components/ui/copy-button'
import { Glyph } from '@/components/ui/glyph'
import { Island } from '@/components/widgets/frame/island'
import { readLessonFile } from '@/lib/course/lesson-file'
import { commandsOf, readTranscript, type TranscriptLine } from '@/lib/course/transcript'

/** A recorded terminal, `transcripts/<file>` of the lesson, with numbered notes below. */
export function Transcript({
  lesson,
  file,
  title,
  notes = [],
}: {
  /** `module/lesson`; put in by the build. */
  readonly lesson: string
  readonly file: string
  readonly title: string
  readonly notes?: readonly string[]
}) {
  const lines = readTranscript(readLessonFile(lesson, `transcripts/${file}`))
  const marks = lines.flatMap(({ mark }) => mark ?? [])
  if (marks.join() !== notes.map((_, index) => index + 1).join()) {
    throw new Error(
      `${lesson}: ${file} carries the marks ${marks.join(', ')}, and there are ${notes.length} notes`,
    )
  }
  const commands = commandsOf(lines)
  return (
    <figure className="wide figw">
      <div className="tx">
        <div className="bar">
          <Glyph name="terminal" size="i" />
          <span className="tt">{title}</span>
          <span className="sp" />
          {commands && (
            <Island
              name="copy-button"
              of={CopyButton}
              player={{
                text: commands,
                label: commands.includes('\n') ? 'Copy commands' : 'Copy command',
              }}
            />
          )}
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls, and the keyboard must reach it */}
        <pre tabIndex={0} className={notes.length > 0 ? 'noted' : undefined}>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a recording never changes its order
            <Line key={index} line={line} />
          ))}
        </pre>
      </div>
      {notes.length > 0 && (
        <figcaption>
          <ol className="tx-note">
            {notes.map((note, index) => (
              <li key={note}>
                <span className="n">{index + 1}</span>
                <span>{note}</span>
              </li>
            ))}
          </ol>
        </figcaption>
      )}
    </figure>
  )
}

function Line({ line: { kind, mark, spans } }: { readonly line: TranscriptLine }) {
  const words = spans.map(({ text, layer }, index) =>
    layer ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a recording never changes its order
      <span key={index} className={`t${layer}`}>
        {text}
      </span>
    ) : (
      text
    ),
  )
  if (kind === 'command')
    return (
      <b className="ln">
        {mark && <span className="n">{mark}</span>}
        {words}
        {'\n'}
      </b>
    )
  return (
    <span className="ln o">
      {mark && <span className="n">{mark}</span>}
      {words}
      {'\n'}
    </span>
  )
}
