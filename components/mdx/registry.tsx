import { Code } from '@/components/lesson/code-file'
import { Figure } from '@/components/lesson/figure'
import { InProduction, Man, Rfc } from '@/components/lesson/margin-note'
import { Myth } from '@/components/lesson/myth'
import { Predict } from '@/components/lesson/predict'
import { Recap } from '@/components/lesson/recap'
import { SayItAloud } from '@/components/lesson/say-it-aloud'
import { StateDiagram } from '@/components/lesson/state-diagram/state-diagram'
import { Term } from '@/components/lesson/term'
import { Transcript } from '@/components/lesson/transcript'
import {
  Blast,
  Cause,
  Check,
  Controls,
  Fix,
  Flow,
  Symptom,
  WhenItBreaks,
} from '@/components/lesson/when-it-breaks'
import { WhichLayer } from '@/components/lesson/which-layer'
import { PacketFigure } from '@/components/packet/packet-figure'
import { Quiz } from '@/components/quiz/quiz'
import { ReferenceTable } from '@/components/reference/reference-table'
import { AddressKind } from '@/components/widgets/address-kind/address-kind'
import { AddressReach } from '@/components/widgets/address-reach/address-reach'
import { Bgp } from '@/components/widgets/bgp/bgp'
import { BgpInside } from '@/components/widgets/bgp/bgp-inside'
import { Encapsulation } from '@/components/widgets/encapsulation/encapsulation'
import { Handshake } from '@/components/widgets/handshake/handshake'
import { Ipv6Text } from '@/components/widgets/ipv6-text/ipv6-text'
import { LatencyFloor } from '@/components/widgets/latency-floor/latency-floor'
import { Nat } from '@/components/widgets/nat/nat'
import { PunchMatrix } from '@/components/widgets/nat/punch-matrix'
import { Network } from '@/components/widgets/network/network'
import { PortDrills } from '@/components/widgets/ports/port-drills'
import { RouteTable } from '@/components/widgets/route-table/route-table'
import { SameLoss } from '@/components/widgets/same-loss/same-loss'
import { Sockets } from '@/components/widgets/sockets/sockets'
import { Subnet } from '@/components/widgets/subnet/subnet'
import { Transfer } from '@/components/widgets/transfer/transfer'
import { TwoModels } from '@/components/widgets/two-models/two-models'

/** Every component that a lesson may use, by the name it uses: the one file that knows them all. */
export const registry = {
  AddressKind,
  AddressReach,
  Bgp,
  BgpInside,
  Blast,
  Cause,
  Check,
  Code,
  Encapsulation,
  Controls,
  Figure,
  Fix,
  Flow,
  Handshake,
  InProduction,
  Ipv6Text,
  LatencyFloor,
  Man,
  Myth,
  Nat,
  Network,
  PacketFigure,
  PortDrills,
  Predict,
  PunchMatrix,
  Quiz,
  Recap,
  ReferenceTable,
  Rfc,
  RouteTable,
  SameLoss,
  SayItAloud,
  StateDiagram,
  Sockets,
  Subnet,
  Symptom,
  Term,
  Transcript,
  Transfer,
  TwoModels,
  WhenItBreaks,
  WhichLayer,
}
