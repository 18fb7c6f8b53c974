import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { theCourse } from '@/app/the-course'
import { BottomBar } from '@/components/lesson/bottom-bar'
import { FieldGrid } from '@/components/lesson/field-grid'
import { HopRail } from '@/components/lesson/hop-rail'
import { NextHops } from '@/components/lesson/next-hops'
import { Objectives } from '@/components/lesson/objectives'
import { Reading } from '@/components/lesson/reading'
import { References } from '@/components/lesson/references'
import { Toc } from '@/components/lesson/toc'
import { PageFrame } from '@/components/site/page-frame'
import { Island } from '@/components/widgets/frame/island'
import { checkSections } from '@/lib/course/check-sections'
import type { LessonPlace } from '@/lib/course/manifest'
import { readQuiz } from '@/lib/course/read-quiz'

type Params = { readonly params: Promise<{ readonly module: string; readonly lesson: string }> }

export const dynamicParams = false

export function generateStaticParams() {
  return [...theCourse().written.values()].map(({ module, slug }) => ({ module: module.slug, lesson: slug }))
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { module, lesson } = await params
  const found = theCourse().written.get(`${module}/${lesson}`)
  return { title: found?.title, description: found?.summary }
}

export default async function LessonPage({ params }: Params) {
  const { module: moduleSlug, lesson: slug } = await params
  const id = `${moduleSlug}/${slug}`
  const { modules, places, written } = theCourse()
  const lesson = written.get(id)
  if (!lesson) notFound()
  const { default: Body, toc } = await import(`@/content/${moduleSlug}/${slug}/lesson.mdx`)
  checkSections(id, readQuiz(id).items, toc)

  const hrefOf = (to: string) => (written.has(to) ? `/learn/${to}/` : null)
  const neighbour = (place: LessonPlace | undefined) => place && { place, href: hrefOf(place.id) }
  const next = neighbour(places[lesson.hop]) ?? null
  const previous = neighbour(places[lesson.hop - 2]) ?? null

  /** Stands behind the lead, where `mdx/rehype-lead.mjs` asks for it. */
  const facts = (
    <>
      <FieldGrid
        lesson={lesson}
        needs={places
          .filter((place) => lesson.prerequisites.includes(place.id))
          .map((place) => ({ place, href: hrefOf(place.id) }))}
      />
      <Objectives objectives={lesson.objectives} />
    </>
  )

  return (
    <PageFrame current="course">
      <div className="lay">
        <HopRail
          hop={lesson.hop}
          hops={places.length}
          modules={modules.map((module, index) => {
            const lessons = module.lessons.map(({ slug, title }) => {
              const to = `${module.slug}/${slug}`
              const minutes = written.get(to)?.minutes ?? null
              return { id: to, title, href: hrefOf(to), minutes, here: to === id }
            })
            return {
              slug: module.slug,
              title: module.title,
              number: index + 1,
              href: lessons.find(({ href }) => href)?.href ?? null,
              written: lessons.filter(({ href }) => href).map(({ id }) => id),
              lessons: module.slug === moduleSlug ? lessons : [],
            }
          })}
        >
          <Island
            name="toc"
            of={Toc}
            player={{ sections: [...toc, { id: 'references', text: 'References' }] }}
          />
        </HopRail>
        <main id="main" className="les">
          <h1>{lesson.title}</h1>
          {/* biome-ignore lint/correctness/noComponentHookFactories: a server component, rendered once; nothing is remembered */}
          <Body components={{ Facts: () => facts }} />
          <References references={lesson.references} />
          <NextHops previous={previous} next={next} />
        </main>
      </div>
      <BottomBar title={lesson.title} hop={lesson.hop} hops={places.length} next={next}>
        <Island name="reading" of={Reading} player={{ lesson: id }} as="span" wakes="sign" />
      </BottomBar>
    </PageFrame>
  )
}
