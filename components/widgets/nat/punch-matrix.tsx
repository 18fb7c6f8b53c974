import { Glyph } from '@/components/ui/glyph'
import { type NatKind, natKinds, punchMatrix } from '@/lib/net/nat-lab/punch'
import { natLink } from './nat-link'
import { beginningOf } from './nat-state'

/** Which pairs of NATs can be punched: every pair was tried by the engine when this page was built. */
export function PunchMatrix({ linked }: { readonly linked: boolean }) {
  const matrix = punchMatrix()
  return (
    <div className="tblw">
      <table className="tbl punch">
        <caption>
          Rows are Alice’s NAT, columns Bob’s. Each pair was run: both ask the STUN server, then both send to
          each other and answer whom they heard from.
        </caption>
        <thead>
          <tr>
            <td />
            {natKinds.map((kind) => (
              <th scope="col" key={nameOf(kind)}>
                <abbr title={nameOf(kind)}>{shortOf(kind)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {natKinds.map((alice, row) => (
            <tr key={nameOf(alice)}>
              <th scope="row">
                <b>{shortOf(alice)}</b> <span>{nameOf(alice)}</span>
              </th>
              {natKinds.map((bob, column) => {
                const open = matrix[row][column]
                const text = open ? 'yes' : 'no'
                return (
                  <td key={nameOf(bob)} className={open ? 'yes' : 'no'}>
                    {linked ? (
                      <a
                        href={linkOf(alice, bob)}
                        aria-label={`${text}: ${nameOf(alice)} with ${nameOf(bob)}`}
                      >
                        <Mark open={open} />
                      </a>
                    ) : (
                      <>
                        <Mark open={open} />
                        <span className="vh">{text}</span>
                      </>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Mark({ open }: { readonly open: boolean }) {
  return <Glyph name={open ? 'check' : 'cross'} size="i" />
}

const SHORT = {
  linux: 'L',
  'endpoint-independent': 'E',
  'address-dependent': 'A',
  'address-and-port-dependent': 'P',
} as const

/** Mapping, then filtering: `EP` maps endpoint-independently and filters by address and port. */
function shortOf({ mapping, filtering }: NatKind): string {
  return mapping === 'linux' ? 'Linux' : SHORT[mapping] + SHORT[filtering]
}

function nameOf({ mapping, filtering }: NatKind): string {
  if (mapping === 'linux') return 'as Linux does it'
  return `maps ${adverb(mapping)}, filters ${adverb(filtering)}`
}

function adverb(behaviour: NatKind['mapping']): string {
  if (behaviour === 'endpoint-independent') return 'for everybody alike'
  return behaviour === 'address-dependent' ? 'by address' : 'by address and port'
}

/** The same pair in the simulator. */
function linkOf(alice: NatKind, bob: NatKind): string {
  const tuned = { router: alice, router2: bob }
  return `/tools/nat/${natLink.write({ ...beginningOf('punch'), tuned })}`
}
