'use client'

/** Says in the frame why a followed link was not taken. */
export function MomentNotice({ problem }: { readonly problem: string | null }) {
  if (problem === null) return null
  return (
    <div className="notice" role="alert">
      <span>{problem}</span>
    </div>
  )
}
