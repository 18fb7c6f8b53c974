import type { Metadata } from 'next'
import { PageFrame } from '@/components/site/page-frame'
import { LayerBadge } from '@/components/ui/layer-badge'
import { instruments } from '@/components/widgets/instruments'

export const metadata: Metadata = {
  title: 'Tools',
  description:
    'The instruments of the course, each on a page of its own: step, calculate, break things, drill, link to a moment, embed it in a page of yours.',
}

export default function Tools() {
  return (
    <PageFrame current="tools">
      <main id="main" className="wrap">
        <div className="pgh">
          <div>
            <h1>Tools</h1>
            <p>
              The instruments of the course, each on a page of its own. All of them run in this browser. A
              link leads back to any moment, and each can stand in a page of yours.
            </p>
          </div>
        </div>
        <ul className="tools">
          {instruments.map(({ name, title, summary, layers }) => (
            <li key={name}>
              <h2>
                <a href={`/tools/${name}/`}>{title}</a>
              </h2>
              <p>{summary}</p>
              <p>
                {layers.map((layer) => (
                  <LayerBadge key={layer} layer={layer} />
                ))}
              </p>
            </li>
          ))}
        </ul>
      </main>
    </PageFrame>
  )
}
