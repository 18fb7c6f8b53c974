import { formatIpv4, parseIpv4 } from '../../addr/ipv4'
import { parseIpv6 } from '../../addr/ipv6'
import type { Address, Family } from '../address'

/** Who writes which: the client PORT (RFC 959) and EPRT (RFC 2428), the server the answers 227 and 229. */
export type FtpForm = 'PORT' | 'EPRT' | '227' | '229'

/** An endpoint that a line of the control connection names, and which characters of the line name it. */
export type FtpEndpoint = {
  readonly form: FtpForm
  readonly offset: number
  readonly length: number
  /** null in a 229 answer, which has only a port: the address is the one that was asked */
  readonly address: Address | null
  readonly port: number
}

const FORMS = { original: ['PORT', 'EPRT'], reply: ['227', '229'] } as const

/**
 * The search of nf_conntrack_ftp.c: looks at the beginning of a segment only. `partial` when a command begins and does
 * not end in it, or holds something else than it should; null when nothing is announced.
 */
export function findFtpEndpoint(
  text: string,
  direction: 'original' | 'reply',
  family: Family,
): FtpEndpoint | 'partial' | null {
  for (const form of FORMS[direction]) {
    const found = findForm(text, form, family)
    if (found !== null) return found
  }
  return null
}

function findForm(text: string, form: FtpForm, family: Family): FtpEndpoint | 'partial' | null {
  const pattern = direction(form) === 'reply' ? `${form} ` : form
  if (text.length === 0) return null
  const begins = text.slice(0, pattern.length).toUpperCase() === pattern.slice(0, text.length)
  if (!begins) return null
  if (text.length <= pattern.length) return 'partial'
  const rest = text.slice(pattern.length)
  const at = pattern.length
  switch (form) {
    case 'PORT':
      return skipTo(rest, ' ', (words, skipped) => readNumbers(words, '\r', form, at + skipped))
    case '227': {
      // "Entering Passive Mode (…)" is only a custom (RFC 1123 section 4.1.2.6): six numbers, wherever they begin
      const digit = rest.search(/\d/)
      return digit < 0 ? 'partial' : readNumbers(rest.slice(digit), null, form, at + digit)
    }
    case 'EPRT':
      return skipTo(rest, ' ', (words, skipped) => readExtended(words, family, at + skipped))
    case '229':
      return skipTo(rest, '(', (words, skipped) => readPortOnly(words, at + skipped))
  }
}

function direction(form: FtpForm): 'original' | 'reply' {
  return form === 'PORT' || form === 'EPRT' ? 'original' : 'reply'
}

function skipTo(
  rest: string,
  mark: string,
  read: (words: string, skipped: number) => FtpEndpoint | 'partial',
): FtpEndpoint | 'partial' {
  const found = rest.indexOf(mark)
  return found < 0 || found === rest.length - 1 ? 'partial' : read(rest.slice(found + 1), found + 1)
}

/** h1,h2,h3,h4,p1,p2 up to `end`, or up to any other character (try_rfc959, try_rfc1123). */
function readNumbers(
  words: string,
  end: string | null,
  form: FtpForm,
  offset: number,
): FtpEndpoint | 'partial' {
  const found = /^(\d*),(\d*),(\d*),(\d*),(\d*),(\d*)([^\d,])/.exec(words)
  if (!found || (end !== null && found[7] !== end)) return 'partial'
  const [h1, h2, h3, h4, p1, p2] = found.slice(1, 7).map(Number)
  const address = (((h1 << 24) | (h2 << 16) | (h3 << 8) | h4) >>> 0) as Address
  return { form, offset, length: found[0].length - 1, address, port: ((p1 << 8) | p2) & 0xffff }
}

/** |1|132.235.1.2|6275| or |2|1080::8:800:200C:417A|5282|, any printable delimiter (try_eprt). */
function readExtended(words: string, family: Family, offset: number): FtpEndpoint | 'partial' {
  const delimiter = words[0]
  if (!isDelimiter(delimiter)) return 'partial'
  const [before, kind, host, port, ...after] = words.split(delimiter)
  if (before !== '' || kind !== (family === 4 ? '1' : '2') || after.length === 0) return 'partial'
  const address = (family === 4 ? parseIpv4(host) : parseIpv6(host)) as Address | null
  const number = readPort(port)
  if (address === null || number === null) return 'partial'
  const length = 2 * 2 + host.length + 1 + port.length
  return { form: 'EPRT', offset, length, address, port: number }
}

/** |||6446| (try_epsv_response). */
function readPortOnly(words: string, offset: number): FtpEndpoint | 'partial' {
  const delimiter = words[0]
  if (!isDelimiter(delimiter)) return 'partial'
  const [before, kind, host, port, ...after] = words.split(delimiter)
  const number = after.length > 0 ? readPort(port) : null
  if (`${before}${kind}${host}` !== '' || number === null) return 'partial'
  return { form: '229', offset, length: 3 + port.length + 1, address: null, port: number }
}

function isDelimiter(character: string): boolean {
  return /^[!-~]$/.test(character) && !/\d/.test(character)
}

function readPort(digits: string | undefined): number | null {
  const port = digits !== undefined && /^\d+$/.test(digits) ? Number(digits) & 0xffff : 0
  return port === 0 ? null : port
}

/** The endpoint in the words of that command or answer (nf_nat_ftp_fmt_cmd): what takes the place of the old one. */
export function writeFtpEndpoint(form: FtpForm, address: Address, port: number): string {
  if (form === '229') return `|||${port}|`
  if (form === 'EPRT')
    return typeof address === 'number'
      ? `|1|${formatIpv4(address)}|${port}|`
      : `|2|${inFull(address)}|${port}|`
  const numbers = typeof address === 'number' ? formatIpv4(address).replaceAll('.', ',') : ''
  return `${numbers},${port >>> 8},${port & 255}`
}

/** The kernel's %pI6: eight groups of four digits, nothing shortened. */
function inFull(address: bigint): string {
  const groups: string[] = []
  for (let shift = 112n; shift >= 0n; shift -= 16n)
    groups.push(((address >> shift) & 0xffffn).toString(16).padStart(4, '0'))
  return groups.join(':')
}
