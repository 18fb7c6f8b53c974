import type { Metadata } from 'next'
import { EmbedHeight } from '@/components/widgets/frame/embed-height'
import { instrumentNamed, instruments } from '@/components/widgets/instruments'

type Params = { readonly params: Promise<{ name: string }> }

export const dynamicParams = false

export function generateStaticParams() {
  return instruments.map(({ name }) => ({ name }))
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { title, summary } = instrumentNamed((await params).name)
  return {
    title,
    description: summary,
    // search engines shall lead to the page that has the bars
    robots: { index: false },
  }
}

/** An instrument alone, to stand in a frame of another page. */
export default async function EmbedPage({ params }: Params) {
  const { name, title, Tool } = instrumentNamed((await params).name)
  return (
    <main id="main" className="embed">
      <h1 className="vh">{title}</h1>
      <Tool place="embed" />
      <p className="credit">
        <a href={`/tools/${name}/`} target="_blank" rel="noopener">
          {title} · Hop by Hop
        </a>
      </p>
      <EmbedHeight />
    </main>
  )
}
