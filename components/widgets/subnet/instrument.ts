import { subnetDrills } from '@/lib/study/drills/subnet'
import type { Instrument } from '../frame/instrument'
import { SubnetTool } from './subnet-tool'

export const subnet: Instrument = {
  name: 'subnet',
  title: 'Subnet calculator',
  summary:
    'Type an address, a network, a range or a list of them, in IPv4 or IPv6. The bits, the working and the neighbours update together.',
  layers: [3],
  drills: subnetDrills,
  Tool: SubnetTool,
}
