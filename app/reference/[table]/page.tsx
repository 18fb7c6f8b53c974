import type { Metadata } from 'next'
import { ReferenceTable } from '@/components/reference/reference-table'
import { TextPage } from '@/components/site/text-page'
import { PortDrills } from '@/components/widgets/ports/port-drills'
import { readReference, readReferences } from '@/lib/course/reference'

type Params = { readonly params: Promise<{ readonly table: string }> }

export const dynamicParams = false

export function generateStaticParams() {
  return readReferences().map(({ name }) => ({ table: name }))
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { title, summary } = readReference((await params).table)
  return { title, description: summary }
}

export default async function ReferencePage({ params }: Params) {
  const { name, title, summary } = readReference((await params).table)
  return (
    <TextPage current="reference" title={title} summary={summary}>
      <ReferenceTable name={name} />
      {name === 'ports' && <PortDrills heading="h2" />}
    </TextPage>
  )
}
