import { serviceName } from '../services'

/** How tcpdump(1) of Debian 12 (4.99.3) prints, and what it remembers from one packet to the next. */
export type Printer = {
  /** -v once or more */
  readonly verbose: number
  /** -e */
  readonly ether: boolean
  /** not -n: ports by the names of /etc/services */
  readonly names: boolean
  /** -S */
  readonly absolute: boolean
  /** -q */
  readonly quick: boolean
  /** Where the numbers of a TCP connection begin, by its two ends */
  readonly flows: Map<string, Readonly<Record<string, number>>>
}

export function makePrinter(options: Partial<Omit<Printer, 'flows'>> = {}): Printer {
  return {
    verbose: 0,
    ether: false,
    names: false,
    absolute: false,
    quick: false,
    ...options,
    flows: new Map(),
  }
}

export function portName({ names }: Printer, port: number): string {
  return names ? serviceName(port) : String(port)
}

/** What a packet without an end is shown as. */
export function truncated(protocol: string): string {
  return `[|${protocol}]`
}
