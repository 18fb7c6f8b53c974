/** Two lower hops and one higher, joined. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 34 20" aria-hidden="true">
      <path d="M5 15 17 5l12 10" />
      <path d="M1 11h8v8H1zM13 1h8v8h-8zM25 11h8v8h-8z" fill="currentColor" stroke="none" />
    </svg>
  )
}
