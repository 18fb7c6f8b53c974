import { portDrills } from '@/lib/study/drills/ports'
import { startOf } from '../frame/drill-start'
import { Island } from '../frame/island'
import { drilledPorts } from './drilled-ports'
import { PortDrillPanel } from './port-drill-panel'

/** Drills on the table of ports, in a lesson and under the table. */
export function PortDrills({ heading = 'h3' }: { readonly heading?: 'h2' | 'h3' }) {
  const rows = drilledPorts()
  return (
    <div className="wide">
      <Island
        name="port-drills"
        of={PortDrillPanel}
        player={{ rows, start: startOf(portDrills(rows)), heading }}
        wakesAt="#drill"
      />
    </div>
  )
}
