import { allProtocols } from '@/lib/net/wire/all'
import { type Frame, type HeaderView, headerViews } from './header-views'
import { httpLines } from './http-lines'

/**
 * The headers of a frame, outermost first, every byte of it in one of them. HTTP is shown line by line. Throws at build time on
 * a frame of which bytes are left over: such a frame is not fit to be pointed at.
 */
export function frameHeaders(frame: Frame): readonly HeaderView[] {
  const { bytes } = frame
  const headers = headerViews(frame, allProtocols).map((view): HeaderView => {
    if (view.protocol !== 'http') return view
    const cells = httpLines(bytes, view.from, bytes.length)
    return { ...view, cells, drawn: false, whole: 'HTTP', to: bytes.length }
  })
  const end = headers.at(-1)?.to ?? 0
  if (end !== bytes.length)
    throw new Error(
      `of ${bytes.length} bytes only ${end} are explained: ${headers.map(({ title }) => title)}`,
    )
  return headers
}
