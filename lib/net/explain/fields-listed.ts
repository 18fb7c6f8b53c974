import type { FieldSource, FieldText } from './field-text'

/** Where the messages of protocols without a drawn header are laid down. */
const SOURCES: Readonly<Record<string, FieldSource>> = {
  dns: { rfc: 1035, section: '4.1' },
  dhcp: { rfc: 2131, section: '2' },
  http: { rfc: 9112, section: '2.1' },
  tls: { rfc: 8446, section: '5.1' },
  ssh: { rfc: 4253, section: '6' },
  websocket: { rfc: 6455, section: '5.2' },
  icmpv6: { rfc: 4443, section: '2.1' },
  vlan: { standard: 'IEEE 802.1Q', section: '9.6' },
}

/** The text of a field that has none of its own: its name in Wireshark, which finds it anywhere, and the protocol's source. */
export function listedField(protocol: string, name: string): FieldText | null {
  const source = SOURCES[protocol]
  if (!source) return null
  return { label: name, says: `Wireshark and tshark know this field as ${name}.`, source }
}
