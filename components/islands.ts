/**
 * Every player by the name that `Island` gives it: what the browser fetches when the island wakes. One line for each, so that a
 * page brings no code but its own.
 */
export const islands = {
  'address-kind': () =>
    import('./widgets/address-kind/address-kind-player').then((module) => module.AddressKindPlayer),
  'address-reach': () =>
    import('./widgets/address-reach/address-reach-player').then((module) => module.AddressReachPlayer),
  bgp: () => import('./widgets/bgp/bgp-player').then((module) => module.BgpPlayer),
  'bgp-inside': () => import('./widgets/bgp/inside-player').then((module) => module.InsidePlayer),
  'capture-opener': () => import('./widgets/handshake/capture-opener').then((module) => module.CaptureOpener),
  'continue-link': () => import('./progress/continue-link').then((module) => module.ContinueLink),
  'copy-button': () => import('./ui/copy-button').then((module) => module.CopyButton),
  'course-map': () => import('./map/course-map').then((module) => module.CourseMap),
  'embed-snippet': () => import('./widgets/frame/embed-snippet').then((module) => module.EmbedSnippet),
  encapsulation: () =>
    import('./widgets/encapsulation/encapsulation-player').then((module) => module.EncapsulationPlayer),
  handshake: () => import('./widgets/handshake/handshake-player').then((module) => module.HandshakePlayer),
  'handshake-drills': () =>
    import('./widgets/handshake/handshake-drills').then((module) => module.HandshakeDrills),
  'handshake-live': () => import('./widgets/handshake/live-player').then((module) => module.LivePlayer),
  'handshake-story': () =>
    import('./widgets/handshake/story-figure-player').then((module) => module.StoryFigurePlayer),
  'hop-list': () => import('./lesson/hop-list').then((module) => module.HopList),
  'ipv6-text': () => import('./widgets/ipv6-text/ipv6-text-player').then((module) => module.Ipv6TextPlayer),
  nat: () => import('./widgets/nat/nat-player').then((module) => module.NatPlayer),
  'nat-drills': () => import('./widgets/nat/nat-drills').then((module) => module.NatDrills),
  network: () => import('./widgets/network/network-player').then((module) => module.NetworkPlayer),
  'port-drills': () => import('./widgets/ports/port-drill-panel').then((module) => module.PortDrillPanel),
  'progress-report': () => import('./progress/progress-report').then((module) => module.ProgressReport),
  question: () => import('./quiz/question-form').then((module) => module.QuestionForm),
  'question-marks': () => import('./quiz/question-marks').then((module) => module.QuestionMarks),
  reading: () => import('./lesson/reading').then((module) => module.Reading),
  'route-table': () =>
    import('./widgets/route-table/route-table-player').then((module) => module.RouteTablePlayer),
  sockets: () => import('./widgets/sockets/sockets-player').then((module) => module.SocketsPlayer),
  'same-loss': () => import('./widgets/same-loss/same-loss-player').then((module) => module.SameLossPlayer),
  subnet: () => import('./widgets/subnet/subnet-player').then((module) => module.SubnetPlayer),
  'subnet-drills': () => import('./widgets/subnet/subnet-drills').then((module) => module.SubnetDrills),
  'table-search': () => import('./reference/table-search').then((module) => module.TableSearch),
  'theme-button': () => import('./site/theme-button').then((module) => module.ThemeButton),
  toc: () => import('./lesson/toc').then((module) => module.Toc),
  transfer: () => import('./widgets/transfer/transfer-player').then((module) => module.TransferPlayer),
  'two-links': () => import('./widgets/two-links/two-links-player').then((module) => module.TwoLinksPlayer),
  'two-models': () =>
    import('./widgets/two-models/two-models-player').then((module) => module.TwoModelsPlayer),
  'latency-floor': () =>
    import('./widgets/latency-floor/latency-floor-player').then((module) => module.LatencyFloorPlayer),
} as const

export type IslandName = keyof typeof islands

/** The player that `islands` names. */
export type PlayerOf<Name extends IslandName> = Awaited<ReturnType<(typeof islands)[Name]>>
