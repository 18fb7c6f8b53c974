import { Island } from '@/components/widgets/frame/island'
import { TextTwin } from '@/components/widgets/frame/text-twin'
import { type Ipv4, parseIpv4 } from '@/lib/net/addr/ipv4'
import { addressKindOf } from '@/lib/net/subnet/address-kind'
import { REGISTRY_READ } from '@/lib/net/subnet/special-purpose'
import { AddressKindPlayer } from './address-kind-player'

/** A field for any IPv4 address: what kind it is by IANA's registry, and who can reach it. */
export function AddressKind({
  ask,
  examples,
}: {
  readonly ask?: string
  /** addresses with a space between; the first one is on show */
  readonly examples: string
}) {
  const list = examples.split(' ')
  return (
    <figure className="wide figw">
      {ask && <p className="ask">{ask}</p>}
      <Island name="address-kind" of={AddressKindPlayer} player={{ examples: list }} textId="text-kind" />
      <figcaption className="cap">
        By{' '}
        <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">
          IANA’s special-purpose address registry
        </a>
        , read on {REGISTRY_READ}. Nothing that you type leaves this page.
        <TextTwin id="text-kind" summary="Read these addresses as text" sentences={list.map(sentenceOf)} />
      </figcaption>
    </figure>
  )
}

/** Throws on an example that is no address. */
function sentenceOf(text: string): string {
  const address = parseIpv4(text)
  if (address === null) throw new Error(`address-kind: ${text} is not an IPv4 address`)
  const { name, block, reach } = addressKindOf(address as Ipv4)
  return `${text}: ${name}${block ? `, ${block}` : ''}. ${reach}`
}
