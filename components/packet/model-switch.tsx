'use client'

import { type ModelName, modelTitle } from '@/lib/course/layer-models'

const MODELS = ['osi', 'tcp-ip'] as const

/** OSI or TCP/IP. */
export function ModelSwitch({
  model,
  onModel,
}: {
  readonly model: ModelName
  readonly onModel: (model: ModelName) => void
}) {
  return (
    <fieldset className="seg">
      <legend className="vh">Model</legend>
      {MODELS.map((each) => (
        <button type="button" key={each} aria-pressed={model === each} onClick={() => onModel(each)}>
          {modelTitle(each)}
        </button>
      ))}
    </fieldset>
  )
}
