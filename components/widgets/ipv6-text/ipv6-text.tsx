import { Island } from '@/components/widgets/frame/island'
import { Ipv6TextPlayer } from './ipv6-text-player'

/** An IPv6 address written long and short, with the working. `examples`: addresses between spaces; the first is shown. */
export function Ipv6Text({ examples, ask }: { readonly examples: string; readonly ask?: string }) {
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island
        name="ipv6-text"
        of={Ipv6TextPlayer}
        player={{ examples: examples.split(' ') }}
        textId="text-ipv6-text"
      />
      <figcaption className="cap">
        Computed by the course’s network engine, which writes addresses as RFC 5952 asks.
      </figcaption>
    </figure>
  )
}
