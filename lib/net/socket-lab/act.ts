/** Who sends in the socket lab: a client, or the server to itself. */
export type Sender = 'ann' | 'ben' | 'web'

/** Where a packet goes from and to; addresses as text, checked by whoever writes them. */
export type Way = {
  readonly from: Sender
  readonly sport: number
  readonly to: string
  readonly dport: number
}

/** One thing that is done in the socket lab. */
export type Act =
  /** a program on the server binds a socket and, on TCP, listens */
  | {
      readonly do: 'bind'
      readonly protocol: 'tcp' | 'udp'
      readonly address: string
      readonly port: number
      /** IPV6_V6ONLY */
      readonly v6Only?: boolean
      /** SO_REUSEADDR */
      readonly reuse?: boolean
    }
  /** the sender calls connect(): a SYN */
  | ({ readonly do: 'connect' } & Way)
  /** data over a connection if there is one with these four values, else a segment that belongs to none */
  | ({ readonly do: 'segment' } & Way)
  | ({ readonly do: 'datagram' } & Way)
  /** nothing: the server's sockets as they are */
  | { readonly do: 'look' }
  /** the program on the server ends: all its sockets are closed */
  | { readonly do: 'stop' }
