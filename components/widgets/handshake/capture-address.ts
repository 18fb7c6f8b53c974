/** A TCP flow of one of the course's own captures. */
export type Address = { readonly name: string; readonly flow: number }

/** Link to the stepper on its own page, showing this flow. */
export function addressOf({ name, flow }: Address): string {
  return `/tools/handshake/?capture=${name}&flow=${flow}#own-capture`
}

/** The flow that a page's query names; null without one, or when the name is none that a capture can have. */
export function readAddress(query: string): Address | null {
  const parts = new URLSearchParams(query)
  const name = parts.get('capture') ?? ''
  const flow = Number(parts.get('flow') ?? 0)
  if (!/^[a-z0-9-]+$/.test(name)) return null
  return { name, flow: Number.isInteger(flow) && flow >= 0 ? flow : 0 }
}
