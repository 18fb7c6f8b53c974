import { CourseMap } from '@/components/map/course-map'
import { ContinueLink } from '@/components/progress/continue-link'
import { PageFrame } from '@/components/site/page-frame'
import { Island } from '@/components/widgets/frame/island'
import { TwoLinks } from '@/components/widgets/two-links/two-links'
import { theCourse } from './the-course'

export default function Home() {
  const { modules, places, written } = theCourse()
  return (
    <PageFrame current="course">
      <main id="main">
        <div className="wrap">
          <section className="hero">
            <div>
              <h1>Learn networking by following the packets</h1>
              <p className="lead">
                {places.length} lessons from the OSI model to VPNs. Step through each protocol, read its
                bytes, break it, then explain what went wrong.
              </p>
              {written.size > 0 && (
                <div className="acts">
                  <Island
                    name="continue-link"
                    of={ContinueLink}
                    player={{
                      lessons: [...written.values()].map(({ id, number, title }) => ({ id, number, title })),
                    }}
                  />
                  <a className="btn" href="#route">
                    See the route
                  </a>
                </div>
              )}
              <p className="fine">No account. Progress stays in this browser, and you can export it.</p>
            </div>
            <TwoLinks />
          </section>
        </div>
        <section className="map" id="route">
          <div className="wrap">
            <Island
              name="course-map"
              of={CourseMap}
              player={{
                modules: modules.map(({ slug, title, layers, line, lessons }) => ({
                  slug,
                  title,
                  layers,
                  line,
                  lessons: lessons.map((lesson) => {
                    const id = `${slug}/${lesson.slug}`
                    return { id, title: lesson.title, minutes: written.get(id)?.minutes ?? null }
                  }),
                })),
              }}
            />
          </div>
        </section>
      </main>
    </PageFrame>
  )
}
