import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { allProtocols } from './all'
import { makeContext } from './context'
import { type Dissection, dissect } from './dissect'
import type { Field } from './field'
import { readCapture } from './pcap'
import { readTsharkJson, type TsharkField, type TsharkFrame } from './testing/tshark-json'

/** Real captures and what tshark 4.0.17 made of them: the course's lie beside the project, more of our own beside this test. */
const folders = ['../../../../shared/captures/', './fixtures/']
  .map((path) => new URL(path, import.meta.url))
  .filter((folder) => existsSync(folder))
const captures = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .sort()
    .map((name) => [name, folder] as const),
)

type Outcome = { readonly ours: Dissection[]; readonly theirs: TsharkFrame[] }
const known = new Map<string, Outcome>()

/** Read once for all the tests below. */
function outcomes(name: string, folder: URL): Outcome {
  const before = known.get(name)
  if (before) return before
  const raw = new URL(name.replace(/\.pcap(ng)?$/, '.raw.json.gz'), folder)
  const theirs = readTsharkJson(gunzipSync(readFileSync(raw)).toString('utf8'))
  const { frames, problem } = readCapture(readFileSync(new URL(name, folder)))
  expect(problem).toBeNull()
  const context = makeContext()
  const ours = frames.map((frame) => dissect(frame.bytes, frame.linkType, allProtocols, context, frame))
  const outcome = { ours, theirs }
  known.set(name, outcome)
  return outcome
}

/** tshark had the keys of these captures and went on inside; without keys the road ends here. */
const SEALED = ['tls', 'esp', 'quic']

function expectedProtocols({ protocols }: TsharkFrame): string[] {
  const listed = protocols.filter((protocol) => protocol !== 'ethertype') // Wireshark's name for the act of choosing
  const sealed = listed.findIndex((protocol) => SEALED.includes(protocol))
  return sealed < 0 ? listed : listed.slice(0, sealed + 1)
}

/** Fields that tshark replaces by what it decrypted: all that can be said without the keys. */
const WITHOUT_KEYS = ['tls.app_data', 'tls.handshake', 'tls.alert_message', 'quic.remaining_payload']

function byName(fields: readonly TsharkField[]): Map<string, TsharkField[]> {
  const map = new Map<string, TsharkField[]>()
  for (const field of fields) {
    const list = map.get(field.name)
    if (list) list.push(field)
    else map.set(field.name, [field])
  }
  return map
}

function fieldsOf(dissection: Dissection): Field[] {
  return dissection.layers.flatMap((layer) => layer.fields)
}

describe('every frame of the recorded captures, against tshark', () => {
  it.each(captures)('%s: the same protocols, and no field with another value or place', (name, folder) => {
    const { ours, theirs } = outcomes(name, folder)
    expect(ours.map(({ protocols }) => protocols)).toEqual(theirs.map(expectedProtocols))
    const differences: string[] = []
    ours.forEach((dissection, index) => {
      const wanted = byName(theirs[index].fields)
      const seen = new Map<string, number>()
      for (const field of fieldsOf(dissection)) {
        if (field.name.startsWith('hop.') || WITHOUT_KEYS.includes(field.name)) continue
        const nth = seen.get(field.name) ?? 0
        seen.set(field.name, nth + 1)
        const want = wanted.get(field.name)?.[nth]
        const place = want?.place ?? field
        if (want?.value === field.value && place.offset === field.offset && place.length === field.length)
          continue
        differences.push(`#${index + 1} ${field.name} = ${field.value} at ${field.offset}+${field.length}`)
      }
    })
    expect(differences).toEqual([])
  })

  it.each(captures)('%s: nothing is called malformed', (name, folder) => {
    const { ours } = outcomes(name, folder)
    expect(ours.flatMap(fieldsOf).filter((field) => field.name === 'hop.malformed')).toEqual([])
  })

  /** Fields that tshark prints and we do not, each with its reason. */
  const LEFT_OUT: readonly (readonly [pattern: RegExp, reason: string])[] = [
    [/^frame\.|^_ws\.|^raw$/, 'about the capture and about Wireshark, not about bytes of the frame'],
    [/_resolved$/, 'needs the list of manufacturers'],
    [/^[^.]*$|[ \\/<>(]|\.\.|[^.]{60}/, 'a heading or a line of text that tshark makes a key of, no field'],
    [
      /^(http\.chat|.*\.expert|ip\.ttl\.too_small|udp\.possible_traceroute|igmp\.bad_checksum|ipv6\.routing\.deprecated|ssh\.(key_length|packet_decode)\.error|tcp\.connection\.\w+)$/,
      'an expert remark',
    ],
    [
      /^(arp\.(duplicate-address-(detected|frame)|seconds-since-duplicate-address-frame)|http\.(prev_request_in|prev_response_in|response_for\.uri))$/,
      'what Wireshark remembers across frames',
    ],
    [/^tcp\.analysis(\.\w+)?$/, 'Wireshark’s own guesses about the conversation; ours are in lib/net/trace'],
    [
      /^(tcp\.(segment|segment\.count|segment\.overlap|segment_data|pdu\.size|payload|reassembled\.\w+)|websocket\.(fragment|fragment\.count|payload|reassembled\.length))$/,
      'the account of its own reassembly; ours is hop.tcp.segment',
    ],
    [/^tcp\.seq_raw$/, 'of segments quoted in an ICMP error, where tcp.seq is the raw number already'],
    [/^(x509\w*|pkcs1|ber|cms)\./, 'inside a certificate, which the course shows as one DER blob'],
    [/^json\./, 'inside a JSON document'],
    [/^(tls\.handshake\.ja3s?(_full)?|ssh\.kex\.hassh\w*)$/, 'a fingerprint worked out from other fields'],
    [/^tls\.app_data_proto$/, 'what ALPN agreed on, said again in every record'],
    [/^http2\.settings\./, 'the value of an HTTP2-Settings field, decoded a second time inside HTTP/1.1'],
    [/^http2\.request\.full_uri$/, 'of a list without scheme or path, where Wireshark writes (null)'],
    [/^http\.file_data$/, 'of compressed content, which stays compressed here'],
    [
      /^bgp\.(cap\.(ap|gr)\.\w+(\.pfs)?|ext_com\.[\w.]+|large_communities|notify\.communication(_length)?|mp_reach_nlri_ipv6_prefix|prefix_length)$/,
      'capabilities and attributes that the course does not name',
    ],
    [/^bgp\.update\.path_attribute\.mp_(un)?reach_nlri(\.[\w.]+)?$/, 'IPv6 routes in BGP (RFC 4760)'],
    [
      /^ssh\.(dh\.[ef]|encrypted_packet|packet_length_encrypted|host_(key|sig)\.[\w.]+|mpint_length|seq_num)$/,
      'binary parts of the key exchange, and what is encrypted',
    ],
    [/^wg\.(ephemeral\.known_privkey|receiver_pubkey(\.known_privkey)?)$/, 'which key of its own list fits'],
    [/^dns\.(naptr\.\w+|spf(\.length)?)$/, 'record types that the course does not name'],
    [
      /^dhcp\.option\.(agent_information_option\.\w+|classless_static_route|dhcp_dns_domain_search_list_fqdn|suboption_length)$/,
      'inside options that the course shows whole',
    ],
    [
      /^icmp\.(addr_entry_size|address_mask|lifetime|num_addrs|ident|ident_le|seq|seq_le|ext\.echo\.[\w.]+)$/,
      'of address mask and router advertisement messages, which nobody sends any more',
    ],
    [
      /^icmpv6\.opt\.(dnssl(\.lifetime)?|padding|reserved|route_info\.flag\.reserved)$/,
      'options that the course does not name',
    ],
    [
      /^ip\.(options\.\w+|opt\.time_stamp(_addr)?)$/,
      'the option as a whole, and the slots of a timestamp option',
    ],
    [/^udpencap\.nat_keepalive$/, 'the one byte of a NAT keep-alive, shown as data'],
  ]

  /** With these tshark had the keys: what is behind the first sealed protocol, nobody else can read. */
  const KEYED = /^(http2\.pcapng|quic-http3|tls12-handshake|tls13-|ikev2|ipsec-esp-tunnel)/

  it.each(captures.filter(([name]) => !KEYED.test(name)))(
    '%s: a field that tshark has is there, or there is a reason why not',
    (name, folder) => {
      const { ours, theirs } = outcomes(name, folder)
      const missing = new Set<string>()
      ours.forEach((dissection, index) => {
        const counts = new Map<string, number>()
        for (const { name: field } of fieldsOf(dissection)) counts.set(field, (counts.get(field) ?? 0) + 1)
        for (const [field, list] of byName(theirs[index].fields)) {
          if ((counts.get(field) ?? 0) >= list.length) continue
          if (!LEFT_OUT.some(([pattern]) => pattern.test(field))) missing.add(`#${index + 1} ${field}`)
        }
      })
      expect([...missing]).toEqual([])
    },
  )

  it('no reason is there for nothing', () => {
    const unused = LEFT_OUT.filter(
      ([pattern]) =>
        !captures.some(([name, folder]) =>
          outcomes(name, folder).theirs.some(({ fields }) =>
            fields.some((field) => pattern.test(field.name)),
          ),
        ),
    )
    expect(unused).toEqual([])
  })
})
