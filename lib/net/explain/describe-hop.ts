/** Which parts of a packet differ between the link before a router and the link after it. */
export type Rewritten = {
  readonly link: boolean
  readonly ttl: boolean
  readonly source: boolean
  readonly destination: boolean
  readonly ports: boolean
}

/** What a router did to a packet on its way through, in a sentence or two; `bytes` of payload were compared and are the same. */
export function describeHop(changed: Rewritten, bytes: number): string {
  const acts = [
    changed.link && 'built a new Ethernet header for this link',
    changed.ttl && 'took one off the TTL',
    changed.source && `put its own address${changed.ports ? ' and a free port' : ''} in the sender’s place`,
    changed.destination &&
      `put the inside address${changed.ports ? ' and port' : ''} back in as the receiver’s`,
  ].filter((act) => act !== false)
  const last = acts.pop()
  const all = acts.length > 0 ? `${acts.join(', ')} and ${last}` : last
  return `The router ${all ?? 'changed nothing'}. The ${bytes} bytes inside are untouched.`
}
