import { sourceLink } from '@/lib/net/explain/field-text'

/** What each name in the panels of the ends means: the sender's and receiver's variables, and what is kept beside them. */
const NAMES = [
  ['SND.UNA', 'the oldest number sent that has not been acknowledged yet'],
  ['SND.NXT', 'the number that the next new byte gets'],
  ['SND.WND', 'how many bytes after SND.UNA the other end has room for: its window'],
  ['RCV.NXT', 'the number expected next from the other end, which is what ACK says'],
  ['RCV.WND', 'how many bytes this end has room for: the window that it offers'],
  ['cwnd', 'how many bytes the sender trusts the network with: the congestion window'],
  ['RTO', 'how long an acknowledgment may take before the oldest segment is sent again'],
] as const

const SOURCES = [
  { rfc: 9293, section: '3.3.1' },
  { rfc: 5681, section: '3.1' },
  { rfc: 6298, section: '2' },
] as const

export function VariablesExplained() {
  return (
    <details className="evx">
      <summary>What these names mean</summary>
      <dl>
        {NAMES.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p>
        Large figures count from the first sequence number, small ones are what the segments carry.{' '}
        {SOURCES.map((source) => (
          <span key={source.rfc}>
            <a href={sourceLink(source) ?? undefined}>
              RFC {source.rfc}, section {source.section}
            </a>{' '}
          </span>
        ))}
      </p>
    </details>
  )
}
