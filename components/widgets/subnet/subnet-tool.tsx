import { FIRST_MOMENT } from './moment'
import { SubnetTwin } from './subnet'
import { SubnetIsland } from './subnet-island'

export function SubnetTool() {
  return (
    <>
      <SubnetIsland
        wrote={FIRST_MOMENT.wrote}
        heading="h2"
        addressed
        parts={['neighbours', 'working', 'split', 'plan', 'facts', 'check', 'know', 'drills']}
        textId="subnet-text"
      />
      <div className="cap">
        <noscript>
          <p>
            Without JavaScript this page shows one example, worked out in full. With it, the field takes any
            address.
          </p>
        </noscript>
        <SubnetTwin address={FIRST_MOMENT.wrote} />
      </div>
    </>
  )
}
