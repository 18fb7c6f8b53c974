import type { Metadata } from 'next'
import { PageFrame } from '@/components/site/page-frame'
import { readReferences } from '@/lib/course/reference'

export const metadata: Metadata = {
  title: 'Reference',
  description:
    'Tables to look things up in: ports, ICMP types, address ranges, header layouts. Searchable and printable.',
}

const headers = {
  name: 'headers',
  title: 'Header layouts',
  summary: 'Ethernet, VLAN tag, ARP, IPv4, IPv6, ICMP, UDP and TCP, bit by bit, from recorded frames.',
}

export default function Reference() {
  return (
    <PageFrame current="reference">
      <main id="main" className="wrap">
        <div className="pgh">
          <div>
            <h1>Reference</h1>
            <p>
              Tables to look things up in. Lessons show the rows that they are about; here are all of them,
              each with its source. The words are in the <a href="/glossary/">glossary</a>.
            </p>
          </div>
        </div>
        <ul className="tools">
          {[...readReferences(), headers].map(({ name, title, summary }) => (
            <li key={name}>
              <h2>
                <a href={`/reference/${name}/`}>{title}</a>
              </h2>
              <p>{summary}</p>
            </li>
          ))}
        </ul>
      </main>
    </PageFrame>
  )
}
