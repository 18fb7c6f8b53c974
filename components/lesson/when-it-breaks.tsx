import type { ReactNode } from 'react'
import { LayerBadge } from '@/components/ui/layer-badge'
import type { LayerNumber } from '@/lib/course/layers'

/** An operational card: what fails, and the seven things to know about it. */
export function WhenItBreaks({
  title,
  layer,
  children,
}: {
  readonly title: string
  readonly layer: LayerNumber
  readonly children: ReactNode
}) {
  return (
    <article className="brk">
      <h3>
        {title}
        <LayerBadge layer={layer} />
      </h3>
      <dl>{children}</dl>
    </article>
  )
}

function Field({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

type Words = { readonly children: ReactNode }

/** Traffic flow. */
export function Flow({ children }: Words) {
  return <Field name="Traffic">{children}</Field>
}

/** The layer, and what controls the traffic there. */
export function Controls({ children }: Words) {
  return <Field name="Layer">{children}</Field>
}

export function Symptom({ children }: Words) {
  return <Field name="Symptom">{children}</Field>
}

/** The immediate check. */
export function Check({ children }: Words) {
  return <Field name="Check">{children}</Field>
}

/** The root-cause pattern. */
export function Cause({ children }: Words) {
  return <Field name="Cause">{children}</Field>
}

export function Fix({ children }: Words) {
  return <Field name="Fix">{children}</Field>
}

/** The blast radius. */
export function Blast({ children }: Words) {
  return <Field name="Blast radius">{children}</Field>
}
