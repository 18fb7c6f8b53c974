import type { Metadata } from 'next'
import { theCourse } from '@/app/the-course'
import { rfcUrl } from '@/components/lesson/margin-note'
import { TextPage } from '@/components/site/text-page'
import { LayerBadge } from '@/components/ui/layer-badge'
import { readGlossary } from '@/lib/course/glossary'

export const metadata: Metadata = {
  title: 'Glossary',
  description: 'The words of the trade that the lessons use, one sentence each.',
}

export default function GlossaryPage() {
  const { written } = theCourse()
  return (
    <TextPage
      current="glossary"
      title="Glossary"
      summary="The words that the lessons use, one sentence each. In a lesson, the same sentence opens when you select a dotted word."
    >
      <dl className="gls">
        {readGlossary().map(({ id, term, sentence, layer, rfc, lesson }) => {
          const place = lesson ? written.get(lesson) : undefined
          return (
            <div key={id} id={id}>
              <dt>
                {term}
                {layer && <LayerBadge layer={layer} />}
              </dt>
              <dd>
                {sentence}
                <span className="src">
                  {place && (
                    <a href={`/learn/${place.id}/`}>
                      {place.number} {place.title}
                    </a>
                  )}
                  {rfc && (
                    <a href={rfcUrl(rfc)} rel="external">
                      RFC {rfc}
                    </a>
                  )}
                </span>
              </dd>
            </div>
          )
        })}
      </dl>
    </TextPage>
  )
}
