/** RFC 6066 (server name), 7301 (ALPN), 8446 section 4.2 (versions, key shares, PSK modes), 8422 (groups, formats), 5746 (renegotiation), 7685 (padding). */
import { readU16 } from '../bytes/integers'
import { asciiText, decimal, Field, type FieldKind, field, hex4, octets } from './field'

const EXTENSIONS_LENGTH = field('tls.handshake.extensions_length', decimal)
const TYPE = field('tls.handshake.extension.type', decimal)
const LENGTH = field('tls.handshake.extension.len', decimal)
const DATA = field('hop.tls.extension.data', octets)
const NAME_LIST_LENGTH = field('tls.handshake.extensions_server_name_list_len', decimal)
const NAME_TYPE = field('tls.handshake.extensions_server_name_type', decimal)
const NAME_LENGTH = field('tls.handshake.extensions_server_name_len', decimal)
const NAME = field('tls.handshake.extensions_server_name', asciiText)
const FORMATS_LENGTH = field('tls.handshake.extensions_ec_point_formats_length', decimal)
const FORMAT = field('tls.handshake.extensions_ec_point_format', decimal)
const GROUPS_LENGTH = field('tls.handshake.extensions_supported_groups_length', decimal)
const GROUP = field('tls.handshake.extensions_supported_group', hex4)
const ALPN_LENGTH = field('tls.handshake.extensions_alpn_len', decimal)
const ALPN_NAME_LENGTH = field('tls.handshake.extensions_alpn_str_len', decimal)
const ALPN_NAME = field('tls.handshake.extensions_alpn_str', asciiText)
const ALGORITHMS_LENGTH = field('tls.handshake.sig_hash_alg_len', decimal)
const ALGORITHM = field('tls.handshake.sig_hash_alg', hex4)
const ALGORITHM_HASH = field('tls.handshake.sig_hash_hash', decimal)
const ALGORITHM_SIGNATURE = field('tls.handshake.sig_hash_sig', decimal)
const VERSIONS_LENGTH = field('tls.handshake.extensions.supported_versions_len', decimal)
const SUPPORTED_VERSION = field('tls.handshake.extensions.supported_version', hex4)
const PSK_MODES_LENGTH = field('tls.extension.psk_ke_modes_length', decimal)
const PSK_MODE = field('tls.extension.psk_ke_mode', decimal)
const SHARES_LENGTH = field('tls.handshake.extensions_key_share_client_length', decimal)
const SHARE_GROUP = field('tls.handshake.extensions_key_share_group', decimal)
const SHARE_LENGTH = field('tls.handshake.extensions_key_share_key_exchange_length', decimal)
const SHARE = field('tls.handshake.extensions_key_share_key_exchange', octets)
const SELECTED_GROUP = field('tls.handshake.extensions_key_share_selected_group', decimal)
const PADDING = field('tls.handshake.extensions_padding_data', octets)
const RENEGOTIATION_LENGTH = field('tls.handshake.extensions_reneg_info_len', decimal)

const TICKET = field('tls.handshake.extension.data', octets)
const STATUS_TYPE = field('tls.handshake.extensions_status_request_type', decimal)
const STATUS_RESPONDERS_LENGTH = field('tls.handshake.extensions_status_request_responder_ids_len', decimal)
const STATUS_EXTENSIONS_LENGTH = field('tls.handshake.extensions_status_request_exts_len', decimal)
const IDENTITIES_LENGTH = field('tls.handshake.extensions.psk.identities.length', decimal)
const IDENTITY_LENGTH = field('tls.handshake.extensions.psk.identity.identity_length', decimal)
const IDENTITY = field('tls.handshake.extensions.psk.identity.identity', octets)
const TICKET_AGE = field('tls.handshake.extensions.psk.identity.obfuscated_ticket_age', decimal)
const BINDERS_LENGTH = field('tls.handshake.extensions.psk.binders_len', decimal)
const SELECTED_IDENTITY = field('tls.handshake.extensions.psk.identity.selected', decimal)

const SESSION_TICKET = 35
const SUPPORTED_VERSIONS = 43

/** False when the lengths do not add up. A hello may end without extensions. */
export function pushExtensions(
  fields: Field[],
  bytes: Uint8Array,
  offset: number,
  end: number,
  from: 'client' | 'server',
): boolean {
  if (offset === end) return true
  if (offset + 2 > end || offset + 2 + readU16(bytes, offset) > end) return false
  fields.push(new Field(EXTENSIONS_LENGTH, offset, 2, bytes))
  const stop = offset + 2 + readU16(bytes, offset)
  for (let at = offset + 2; at < stop; ) {
    const next = at + 4 <= stop ? at + 4 + readU16(bytes, at + 2) : stop + 1
    if (next > stop) return false
    fields.push(new Field(TYPE, at, 2, bytes), new Field(LENGTH, at + 2, 2, bytes))
    const before = fields.length
    if (readU16(bytes, at) === SESSION_TICKET) fields.push(new Field(TICKET, at + 4, next - at - 4, bytes))
    else if (next > at + 4 && !pushExtension(fields, readU16(bytes, at), bytes, at + 4, next, from)) {
      fields.length = before
      fields.push(new Field(DATA, at + 4, next - at - 4, bytes))
    }
    at = next
  }
  return true
}

/** The version of a server hello's supported_versions extension; 0 without one. */
export function selectedVersion(bytes: Uint8Array, offset: number, end: number): number {
  for (let at = offset + 2; at + 6 <= end; at += 4 + readU16(bytes, at + 2)) {
    if (readU16(bytes, at) === SUPPORTED_VERSIONS) return readU16(bytes, at + 4)
  }
  return 0
}

/** Since TLS 1.3 one code (RFC 8446 section 4.2.3), before a hash and a signature algorithm. */
export function pushSignatureAlgorithm(fields: Field[], bytes: Uint8Array, at: number): void {
  fields.push(
    new Field(ALGORITHM, at, 2, bytes),
    new Field(ALGORITHM_HASH, at, 1, bytes),
    new Field(ALGORITHM_SIGNATURE, at + 1, 1, bytes),
  )
}

/** False when the type is not known here or its data has another form. */
function pushExtension(
  fields: Field[],
  type: number,
  bytes: Uint8Array,
  offset: number,
  end: number,
  from: 'client' | 'server',
): boolean {
  switch (type) {
    case 0:
      return pushServerName(fields, bytes, offset, end)
    case 5:
      return pushStatusRequest(fields, bytes, offset, end)
    case 10:
      return pushWords(fields, GROUPS_LENGTH, GROUP, bytes, offset, end)
    case 11:
      return pushBytes(fields, FORMATS_LENGTH, FORMAT, bytes, offset, end)
    case 13:
      if (end - offset < 2 || offset + 2 + readU16(bytes, offset) !== end) return false
      fields.push(new Field(ALGORITHMS_LENGTH, offset, 2, bytes))
      for (let at = offset + 2; at + 2 <= end; at += 2) pushSignatureAlgorithm(fields, bytes, at)
      return true
    case 16:
      return pushAlpn(fields, bytes, offset, end)
    case 21:
      fields.push(new Field(PADDING, offset, end - offset, bytes))
      return true
    case SUPPORTED_VERSIONS:
      if (from === 'server') {
        fields.push(new Field(SUPPORTED_VERSION, offset, 2, bytes))
        return end - offset === 2
      }
      if (offset + 1 + bytes[offset] !== end) return false
      fields.push(new Field(VERSIONS_LENGTH, offset, 1, bytes))
      for (let at = offset + 1; at + 2 <= end; at += 2)
        fields.push(new Field(SUPPORTED_VERSION, at, 2, bytes))
      return true
    case 41:
      return pushPreSharedKey(fields, bytes, offset, end, from)
    case 45:
      return pushBytes(fields, PSK_MODES_LENGTH, PSK_MODE, bytes, offset, end)
    case 51:
      return pushKeyShares(fields, bytes, offset, end, from)
    case 65281:
      fields.push(new Field(RENEGOTIATION_LENGTH, offset, 1, bytes))
      return end - offset === 1
    default:
      return false
  }
}

function pushServerName(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < 5 || offset + 5 + readU16(bytes, offset + 3) !== end) return false
  fields.push(
    new Field(NAME_LIST_LENGTH, offset, 2, bytes),
    new Field(NAME_TYPE, offset + 2, 1, bytes),
    new Field(NAME_LENGTH, offset + 3, 2, bytes),
    new Field(NAME, offset + 5, end - offset - 5, bytes),
  )
  return true
}

function pushWords(
  fields: Field[],
  length: FieldKind,
  item: FieldKind,
  bytes: Uint8Array,
  offset: number,
  end: number,
): boolean {
  if (end - offset < 2 || offset + 2 + readU16(bytes, offset) !== end) return false
  fields.push(new Field(length, offset, 2, bytes))
  for (let at = offset + 2; at + 2 <= end; at += 2) fields.push(new Field(item, at, 2, bytes))
  return true
}

function pushBytes(
  fields: Field[],
  length: FieldKind,
  item: FieldKind,
  bytes: Uint8Array,
  offset: number,
  end: number,
): boolean {
  if (offset + 1 + bytes[offset] !== end) return false
  fields.push(new Field(length, offset, 1, bytes))
  for (let at = offset + 1; at < end; at++) fields.push(new Field(item, at, 1, bytes))
  return true
}

function pushAlpn(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (end - offset < 2 || offset + 2 + readU16(bytes, offset) !== end) return false
  fields.push(new Field(ALPN_LENGTH, offset, 2, bytes))
  for (let at = offset + 2; at < end; at += 1 + bytes[at]) {
    if (at + 1 + bytes[at] > end) return false
    fields.push(new Field(ALPN_NAME_LENGTH, at, 1, bytes), new Field(ALPN_NAME, at + 1, bytes[at], bytes))
  }
  return true
}

/** A client offers a list, a server answers with one; a retry request names only the group (RFC 8446 section 4.2.8). */
function pushKeyShares(
  fields: Field[],
  bytes: Uint8Array,
  offset: number,
  end: number,
  from: 'client' | 'server',
): boolean {
  if (from === 'server' && end - offset === 2) {
    fields.push(new Field(SELECTED_GROUP, offset, 2, bytes))
    return true
  }
  let at = offset
  if (from === 'client') {
    if (end - offset < 2 || offset + 2 + readU16(bytes, offset) !== end) return false
    fields.push(new Field(SHARES_LENGTH, offset, 2, bytes))
    at += 2
  }
  while (at < end) {
    const next = at + 4 <= end ? at + 4 + readU16(bytes, at + 2) : end + 1
    if (next > end) return false
    fields.push(new Field(SHARE_GROUP, at, 2, bytes), new Field(SHARE_LENGTH, at + 2, 2, bytes))
    fields.push(new Field(SHARE, at + 4, next - at - 4, bytes))
    at = next
  }
  return true
}

/** RFC 6066 section 8, without responders or extensions. */
function pushStatusRequest(fields: Field[], bytes: Uint8Array, offset: number, end: number): boolean {
  if (
    end - offset !== 5 ||
    bytes[offset] !== 1 ||
    readU16(bytes, offset + 1) !== 0 ||
    readU16(bytes, offset + 3) !== 0
  )
    return false
  fields.push(
    new Field(STATUS_TYPE, offset, 1, bytes),
    new Field(STATUS_RESPONDERS_LENGTH, offset + 1, 2, bytes),
  )
  fields.push(new Field(STATUS_EXTENSIONS_LENGTH, offset + 3, 2, bytes))
  return true
}

/** RFC 8446 section 4.2.11: the client's identities, or the one that the server took. */
function pushPreSharedKey(
  fields: Field[],
  bytes: Uint8Array,
  offset: number,
  end: number,
  from: 'client' | 'server',
): boolean {
  if (from === 'server') {
    fields.push(new Field(SELECTED_IDENTITY, offset, 2, bytes))
    return end - offset === 2
  }
  const binders = end - offset >= 2 ? offset + 2 + readU16(bytes, offset) : end
  if (binders + 2 > end) return false
  fields.push(new Field(IDENTITIES_LENGTH, offset, 2, bytes))
  for (let at = offset + 2; at < binders; ) {
    const age = at + 2 <= binders ? at + 2 + readU16(bytes, at) : binders
    if (age + 4 > binders) return false
    fields.push(new Field(IDENTITY_LENGTH, at, 2, bytes), new Field(IDENTITY, at + 2, age - at - 2, bytes))
    fields.push(new Field(TICKET_AGE, age, 4, bytes))
    at = age + 4
  }
  fields.push(new Field(BINDERS_LENGTH, binders, 2, bytes))
  return true
}
