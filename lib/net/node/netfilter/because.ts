/**
 * Every `because` key of netfilter with its English sentence; `{name}` is a value of the key's data.
 * `explain/describe.ts` builds its own from these.
 */
export const netfilterSentences: Readonly<Record<string, string>> = {
  'filter.accept': 'Rule {rule} of chain {chain} in table {table} accepts the packet: {text}',
  'filter.drop': 'Rule {rule} of chain {chain} in table {table} drops the packet: {text}',
  'filter.reject': 'Rule {rule} of chain {chain} in table {table} refuses the packet with {with}: {text}',
  'filter.policy-drop':
    'No rule of chain {chain} in table {table} decides, and the policy of the chain is DROP.',
  'filter.log': 'Rule {rule} of chain {chain} logs: {line}',
  'conntrack.bad-header':
    'Conntrack finds the TCP header INVALID: no TCP sends these flags, or the header is cut off.',
  'conntrack.unrelated-error':
    'Conntrack finds the ICMP error INVALID: the packet it quotes belongs to no known connection.',
  'conntrack.answer-without-question': 'Conntrack finds the ICMP answer INVALID: nobody asked.',
  'conntrack.no-syn': 'Conntrack finds the segment INVALID: this machine saw no SYN that it could belong to.',
  'conntrack.tcp-state': 'Conntrack finds the segment INVALID: it does not fit a connection in {state}.',
  'conntrack.tcp-window':
    'Conntrack finds the segment INVALID: its numbers are outside the window of the connection.',
  'conntrack.tcp-reset':
    'Conntrack finds the RST INVALID: its sequence number is older than what was acknowledged.',
  'conntrack.table-full': 'The connection table is full and every entry is in use: the packet is dropped.',
  'conntrack.clash':
    'Another connection has taken the same addresses and ports meanwhile: the packet is dropped.',
  'conntrack.ftp-expects':
    'The FTP helper reads {form} and expects one connection to {to}: it will be RELATED.',
  'conntrack.ftp-partial':
    'The FTP helper cannot read the whole endpoint in “{line}”: the segment is dropped, to be sent again whole.',
  'conntrack.ftp-foreign':
    'The FTP helper passes over {endpoint}: it is not the address of the machine that names it.',
  'conntrack.expected': 'A helper has announced this connection to {to}: it is RELATED.',
  'nat.ftp-rewritten':
    'NAT rewrites the endpoint in the text of {form}, {from}, to {to}: {change} bytes, and the sequence numbers follow.',
  'nat.bound': 'Rule {rule} of chain {chain} translates the connection: {from} becomes {to}.',
  'nat.port-remapped': 'Port {port} is taken by another connection, so {from} becomes {to}.',
  'nat.source': 'NAT rewrites the source {from} to {to}.',
  'nat.destination': 'NAT rewrites the destination {from} to {to}.',
  'nat.icmp-error': 'NAT translates the ICMP error, and the packet quoted in it, back to {to}.',
  'nat.no-mapping':
    'No NAT mapping leads from {to} to a machine inside: the packet is for this machine itself.',
  'nat.no-address': 'Interface {iface} has no address that MASQUERADE could use: the packet is dropped.',
  'nat.redirect-dropped':
    'An ICMP redirect about a translated connection would confuse the machine inside: it is dropped.',
  'nat.interface-changed':
    'The masqueraded connection would now leave by another interface: it is forgotten and the packet dropped.',
}
