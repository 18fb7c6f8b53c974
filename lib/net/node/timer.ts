import type { Address } from './address'

/**
 * What a machine asked to be woken for. A timer is never taken out of the queue: when it comes, its owner looks whether
 * it still applies (its own deadline is still `now`).
 */
export type Timer =
  | { readonly kind: 'neighbour'; readonly iface: string; readonly address: Address }
  | { readonly kind: 'reassembly'; readonly key: string }
  | { readonly kind: 'tcp'; readonly socket: number }
  | { readonly kind: 'process'; readonly process: number; readonly wake: string }
  | { readonly kind: 'dad'; readonly iface: string; readonly address: Address; readonly sent: number }
  | { readonly kind: 'router-solicitation'; readonly iface: string; readonly sent: number }
  | { readonly kind: 'router-advertisement'; readonly iface: string }
