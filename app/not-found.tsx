import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'

export const metadata: Metadata = { title: 'No route to this page' }

export default function NotFound() {
  return (
    <TextPage
      title="No route to this page"
      summary="There is nothing at this address. It may have been mistyped, or the page has moved."
    >
      <p>
        Go to <a href="/">the course map</a>, where every lesson is listed, or look a word up in{' '}
        <a href="/glossary/">the glossary</a>.
      </p>
    </TextPage>
  )
}
