'use client'

import { lazy, Suspense, useState } from 'react'
import type { Story } from './network-story'
import { describeWay, shownFrames } from './shown-frames'

const NetworkBytes = lazy(() =>
  import('./network-bytes').then((module) => ({ default: module.NetworkBytes })),
)

/** The bytes of a step's frame; of several, the one that is chosen. */
export function StepBytes({ story, index }: { readonly story: Story; readonly index: number }) {
  const [chosen, setChosen] = useState(0)
  const shown = shownFrames(story, index)
  const place = Math.min(chosen, shown.length - 1)
  const frame = shown[place]
  if (!frame) return <p className="more bytes-none">No frame is on a wire in this step.</p>
  return (
    <>
      {shown.length > 1 && (
        <fieldset className="seg frames">
          <legend className="vh">Frame</legend>
          {shown.map((each, at) => (
            <button type="button" key={each.frame} aria-pressed={at === place} onClick={() => setChosen(at)}>
              {describeWay(story, each)}
            </button>
          ))}
        </fieldset>
      )}
      <Suspense fallback={<p className="more bytes-none">The bytes are on their way.</p>}>
        <NetworkBytes
          frame={story.frames[frame.frame]}
          before={frame.before === null ? null : story.frames[frame.before]}
        />
      </Suspense>
    </>
  )
}
