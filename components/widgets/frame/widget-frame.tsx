'use client'

import type { CSSProperties, ReactNode, Ref } from 'react'
import { handleStepKey } from '@/components/motion/step-keys'
import type { Stepper } from '@/components/motion/use-stepper'
import { LayerBadge } from '@/components/ui/layer-badge'
import type { LayerNumber } from '@/lib/course/layers'
import { Controls } from './controls'

/**
 * The frame around every stepping widget: head, stage, controls, the live line, and what goes under it. `unit` is what one step
 * is called ("step", "link").
 */
export function WidgetFrame({
  title,
  layer,
  actions,
  stepper,
  sentence,
  stepText,
  unit = 'step',
  heading: Heading = 'h3',
  stage,
  frame,
  children,
}: {
  readonly title: string
  readonly layer?: LayerNumber
  /** toggles and buttons at the right of the head */
  readonly actions?: ReactNode
  readonly stepper: Stepper
  readonly sentence: string
  readonly stepText: (index: number) => string
  readonly unit?: string
  readonly heading?: 'h2' | 'h3'
  readonly stage: ReactNode
  /** the element, for who is led to it by a link */
  readonly frame?: Ref<HTMLDivElement>
  readonly children?: ReactNode
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields
    <div
      ref={frame}
      className="wid"
      role="group"
      tabIndex={frame ? -1 : undefined}
      aria-label={title}
      style={hopTime(stepper)}
      onKeyDown={(event) => handleStepKey(event, stepper)}
    >
      <div className="hd">
        <Heading>{title}</Heading>
        {layer && <LayerBadge layer={layer} />}
        <span className="sp" />
        {actions}
      </div>
      {stage}
      <Controls stepper={stepper} stepText={stepText} />
      <div className="say" aria-live="polite" aria-atomic="true">
        <span className="st">
          {unit} {stepper.index + 1} of {stepper.count}
        </span>
        <span>{sentence}</span>
      </div>
      {children}
    </div>
  )
}

/** A travel takes 600 ms at 1×. */
function hopTime({ speed }: Stepper): CSSProperties {
  return { '--dur-hop': `${600 / speed}ms` } as CSSProperties
}
