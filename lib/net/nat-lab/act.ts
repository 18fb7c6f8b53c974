import type { NatSettings } from './settings'

/** Something that is done in the lab. Ports are 1 to 65535; for ICMP `sport` is the identifier. */
export type Act =
  | {
      readonly do: 'send'
      readonly from: string
      /** an address, dotted */
      readonly to: string
      readonly protocol: 'tcp' | 'udp' | 'icmp'
      readonly sport: number
      readonly dport: number
      /** null: the system's 64 */
      readonly ttl?: number
    }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'set'; readonly nat: string; readonly change: Partial<NatSettings> }
  /** the router forgets its connection table, as when it restarts */
  | { readonly do: 'flush'; readonly nat: string }
  /** asks the STUN server for the mapped address */
  | { readonly do: 'stun'; readonly from: string; readonly sport: number }
  /** sends to the address that the other peer learned by STUN */
  | { readonly do: 'punch'; readonly from: string; readonly to: string; readonly sport: number }
  /** opens a control connection and asks for the data connection with PORT (active mode) */
  | {
      readonly do: 'ftp'
      readonly from: string
      readonly to: string
      readonly sport: number
      readonly dataPort: number
    }
