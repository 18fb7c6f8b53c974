import type { NatTable } from '@/lib/net/nat-lab/table'

/** The same moment as the tools of the router print it, side by side. */
export function RouterPrints({ host, table }: { readonly host: string; readonly table: NatTable }) {
  return (
    <div className="prints">
      <Printed host={host} command="conntrack -L" lines={table.conntrack} />
      <Printed host={host} command="iptables -t nat -nvL" lines={table.iptables} />
    </div>
  )
}

function Printed({
  host,
  command,
  lines,
}: {
  readonly host: string
  readonly command: string
  readonly lines: readonly string[]
}) {
  return (
    <section className="live" aria-label={`${command} on ${host}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <b>{host}</b>$ {command}
        {'\n'}
        {lines.join('\n')}
      </pre>
    </section>
  )
}
