import type { Prefix } from '@/lib/net/addr/prefix'
import type { Address } from '@/lib/net/subnet/address'
import { workingOf4, workingOf6 } from '@/lib/net/subnet/working'
import { BinaryRows } from './binary-rows'

/** Each step as it would be written on paper. */
export function WorkingList({
  address,
  prefix,
  heading: Heading,
}: {
  readonly address: Address
  readonly prefix: Prefix
  readonly heading: 'h2' | 'h3'
}) {
  const steps = prefix.family === 4 ? workingOf4(address, prefix) : workingOf6(address, prefix)
  return (
    <section className="blk">
      <Heading>The working</Heading>
      <p>What you would write on paper, or say in an interview.</p>
      <BinaryRows address={address} prefix={prefix} />
      <ol className="steps">
        {steps.map(({ text, sum }, index) => (
          <li key={text}>
            <b aria-hidden="true">{index + 1}</b>
            <span>{text}</span>
            <code>{sum}</code>
          </li>
        ))}
      </ol>
    </section>
  )
}
