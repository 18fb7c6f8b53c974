import type { Metadata } from 'next'
import { theCourse } from '@/app/the-course'
import { ProgressReport, type ReportDrill } from '@/components/progress/progress-report'
import { PageFrame } from '@/components/site/page-frame'
import { drillCodec } from '@/components/widgets/frame/drill-link'
import { Island } from '@/components/widgets/frame/island'
import { instruments } from '@/components/widgets/instruments'
import { readQuiz } from '@/lib/course/read-quiz'

export const metadata: Metadata = {
  title: 'Your progress',
  description: 'What you have read and answered, kept in this browser; export, import, reset.',
}

export default function ProgressPage() {
  const { modules, written } = theCourse()
  return (
    <PageFrame current="progress">
      <main id="main" className="wrap">
        <div className="pgh">
          <div>
            <h1>Your progress</h1>
            <p>What you have read and answered. It is kept in this browser only: no account, no server.</p>
          </div>
        </div>
        <div className="plain">
          <Island
            name="progress-report"
            of={ProgressReport}
            wakes="sign"
            player={{
              drills: drillPages(),
              modules: modules.map(({ slug, title, lessons }) => ({
                slug,
                title,
                lessons: lessons.map((lesson) => {
                  const id = `${slug}/${lesson.slug}`
                  const found = written.get(id)
                  return {
                    id,
                    title: lesson.title,
                    href: found ? `/learn/${id}/` : null,
                    minutes: found?.minutes ?? null,
                    items: found ? readQuiz(id).items.map((item) => item.id) : [],
                  }
                }),
              })),
            }}
          />
        </div>
      </main>
    </PageFrame>
  )
}

/** Every drill of the course with the link to it. */
function drillPages(): readonly ReportDrill[] {
  return instruments.flatMap(({ name: instrument, title: page, drills }) => {
    const codec = drillCodec(drills)
    return drills.map(({ name, title }) => ({
      name,
      title,
      page,
      href: `/tools/${instrument}/${codec.write({ drill: name, question: 0 })}`,
    }))
  })
}
