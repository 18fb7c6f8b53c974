/** What ss prints on the server; the lines that have to do with this step are marked. */
export function SocketList({
  lines,
  marked,
}: {
  readonly lines: readonly string[]
  readonly marked: readonly number[]
}) {
  return (
    <section className="live socklist" aria-label="ss -tuan on the server">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <b>server</b>$ ss -tuan
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
          <span key={index} className={marked.includes(index) ? 'hit' : undefined}>
            {`\n${line}`}
          </span>
        ))}
      </pre>
    </section>
  )
}
