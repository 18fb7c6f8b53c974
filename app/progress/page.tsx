import type { Metadata } from 'next'
import { theCourse } from '@/app/the-course'
import { ProgressReport } from '@/components/progress/progress-report'
import { PageFrame } from '@/components/site/page-frame'
import { Island } from '@/components/widgets/frame/island'
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
