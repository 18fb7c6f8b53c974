/** What `-w` can ask for, curl(1) "--write-out". Times in µs since the start. */
export type Transfer = {
  readonly url: string
  readonly method: string
  readonly code: number
  readonly remote: readonly [address: string, port: number]
  readonly local: readonly [address: string, port: number]
  readonly lookedUpUs: number
  readonly connectedUs: number
  readonly firstByteUs: number
  readonly totalUs: number
  readonly downloaded: number
  readonly headerBytes: number
  readonly status: number
}

/** `%{http_code}` and its like; `\n`, `\t`, `\r`, and `%%`. A name that curl does not know stays empty. */
export function writeOut(format: string, transfer: Transfer): string {
  return format
    .replace(/\\([ntr\\])/g, (_, letter: string) => ({ n: '\n', t: '\t', r: '\r' })[letter] ?? letter)
    .replace(/%(%|\{(\w+)\})/g, (_, all: string, name: string) =>
      all === '%' ? '%' : variableOf(name, transfer),
    )
}

function variableOf(name: string, transfer: Transfer): string {
  switch (name) {
    case 'http_code':
    case 'response_code':
      return String(transfer.code).padStart(3, '0')
    case 'http_version':
      return transfer.code === 0 ? '0' : '1.1'
    case 'method':
      return transfer.method
    case 'url':
    case 'url_effective':
      return transfer.url
    case 'remote_ip':
      return transfer.remote[0]
    case 'remote_port':
      return String(transfer.remote[1])
    case 'local_ip':
      return transfer.local[0]
    case 'local_port':
      return String(transfer.local[1])
    case 'scheme':
      return 'HTTP'
    case 'num_connects':
      return transfer.connectedUs > 0 ? '1' : '0'
    case 'size_download':
      return String(transfer.downloaded)
    case 'size_header':
      return String(transfer.headerBytes)
    case 'exitcode':
      return String(transfer.status)
    case 'time_namelookup':
      return seconds(transfer.lookedUpUs)
    case 'time_connect':
      return seconds(transfer.connectedUs)
    case 'time_pretransfer':
      return seconds(transfer.connectedUs)
    case 'time_starttransfer':
      return seconds(transfer.firstByteUs)
    case 'time_appconnect':
    case 'time_redirect':
      return seconds(0)
    case 'time_total':
      return seconds(transfer.totalUs)
    default:
      return ''
  }
}

function seconds(us: number): string {
  return (us / 1_000_000).toFixed(6)
}
