import type { Metadata } from 'next'
import Link from 'next/link'
import { TextPage } from '@/components/site/text-page'

export const metadata: Metadata = { title: 'No route to this page' }

export default function NotFound() {
  return (
    <TextPage
      title="No route to this page"
      summary="There is nothing at this address. It may have been mistyped, or the page has moved."
    >
      <p>
        Go to <Link href="/">the course map</Link>, where every lesson is listed, or look a word up in{' '}
        <Link href="/glossary/">the glossary</Link>.
      </p>
    </TextPage>
  )
}
