import { CopyButton } from '@/components/ui/copy-button'
import { Glyph } from '@/components/ui/glyph'
import { Island } from '@/components/widgets/frame/island'
import { readLessonFile } from '@/lib/course/lesson-file'
import { codeToHtml } from '@/mdx/highlighter.mjs'

/** A program of the lesson, `code/<file>`: the very file that the tests run. */
export async function Code({
  lesson,
  file,
  lang,
}: {
  /** `module/lesson`; put in by the build. */
  readonly lesson: string
  readonly file: string
  readonly lang: string
}) {
  const code = readLessonFile(lesson, `code/${file}`).trimEnd()
  const html = await codeToHtml(code, lang)
  return (
    <figure className="figw cf" aria-label={file}>
      <div className="tx">
        <div className="bar">
          <Glyph name="doc" size="i" />
          <span className="wire tt">{file}</span>
          <span className="sp" />
          <Island name="copy-button" of={CopyButton} player={{ text: code, label: 'Copy file' }} />
        </div>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own file, coloured at build time */}
        <div dangerouslySetInnerHTML={{ __html: html }} />
      </div>
    </figure>
  )
}
