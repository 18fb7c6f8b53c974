import type { Metadata } from 'next'
import { PageFrame } from '@/components/site/page-frame'
import { EmbedSnippet } from '@/components/widgets/frame/embed-snippet'
import { Island } from '@/components/widgets/frame/island'
import { instrumentNamed, instruments } from '@/components/widgets/instruments'

type Params = { readonly params: Promise<{ name: string }> }

export const dynamicParams = false

export function generateStaticParams() {
  return instruments.map(({ name }) => ({ name }))
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { title, summary } = instrumentNamed((await params).name)
  return { title, description: summary }
}

export default async function ToolPage({ params }: Params) {
  const { name, title, summary, Tool } = instrumentNamed((await params).name)
  return (
    <PageFrame current="tools">
      <main id="main" className="wrap tool">
        <div className="pgh">
          <div>
            <h1>{title}</h1>
            <p>{summary}</p>
          </div>
        </div>
        <Tool place="tool" />
        <Island name="embed-snippet" of={EmbedSnippet} player={{ name, title }} />
      </main>
    </PageFrame>
  )
}
