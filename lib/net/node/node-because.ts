/**
 * Why machines, switches and cables did what they did: every key of this folder (TCP's own and netfilter's are in their
 * folders) with its sentence. `{name}` is a value of the event's data; `explain/describe.ts` fills it in.
 */
export const nodeBecause = {
  'link.unplugged': 'No cable is plugged into {iface}: the frame goes nowhere.',
  'link.down': 'The link at {iface} is down: the frame is lost.',
  'link.loss': 'The link at {iface} lost the frame.',
  'link.carrier-lost': '{iface} has lost its carrier: nothing is at the other end of the cable any more.',
  'link.carrier-back': '{iface} has a carrier again.',
  'link.queue-full': 'The queue before the link at {iface} is full: the frame is dropped.',
  'hub.repeated': 'The hub repeats what comes in by {port} on every other port.',
  'switch.learned': 'The switch learns that {mac} is behind port {port}.',
  'switch.moved': '{mac} now speaks from port {port}, before from {from}: the table follows.',
  'switch.forwarded': 'The switch knows the destination: out by port {to} only.',
  'switch.flooded':
    'The switch does not know the destination, or it is meant for all: out by every other port of VLAN {vlan}.',
  'switch.filtered': 'The destination is behind port {port}, where the frame came from: it goes no further.',
  'switch.vlan-refused': 'Port {port} does not carry the VLAN of this frame: dropped.',

  'arp.request': 'The MAC address of {target} is not known: {sender} asks everybody on {iface}.',
  'arp.verify': 'The entry for {target} is old: {sender} asks that machine alone whether it is still there.',
  'arp.reply': '{address} is an address of this machine: it answers {asker} with its MAC address.',
  'arp.announce': 'This machine tells everybody on {iface} that {address} is its address.',
  'arp.resolved': '{address} is at {mac}: what waited for it can leave.',
  'arp.no-answer':
    'Nobody answered for the next hop, so the packet from {source} to {destination} cannot be delivered: host unreachable.',
  'arp.probe': '{iface} asks who has {address}, and names no address of its own.',
  'arp.conflict': '{address} is in use, or wanted, by {mac}.',
  'arp.malformed': 'This is no ARP message that can be read: ignored.',
  'neighbour.failed':
    'Nobody on {iface} answered for {address}: the entry is FAILED, what waited for it is given up ({waiting}).',
  'neighbour.mac-changed': '{address} now has another MAC address on {iface}: the table follows.',
  'neighbour.queue-full': 'Too many packets wait for one neighbour: the oldest is dropped.',
  'nd.solicitation':
    'The MAC address of {target} is not known: {sender} asks its solicited-node group on {iface}.',
  'nd.verify': 'The entry for {target} is old: {sender} asks that machine alone whether it is still there.',
  'nd.advertisement': '{address} is an address of this machine: it tells {asker} its MAC address.',
  'nd.resolved': '{address} is at {mac}: what waited for it can leave.',
  'nd.no-answer':
    'Nobody answered for the next hop, so the packet from {source} to {destination} cannot be delivered: address unreachable.',
  'nd.malformed': 'This neighbour discovery message breaks the rules of RFC 4861: ignored.',
  'nd.duplicate-probe':
    'Before {address} is used on {iface}, the link is asked whether somebody has it (duplicate address detection).',
  'nd.duplicate-address': 'Somebody else on {iface} has {address}: it is not used.',
  'nd.address-ready': 'Nobody objected: {address} on {iface} may be used.',
  'nd.address-formed':
    'The prefix is for autoconfiguration: {iface} forms {address} from it and its own MAC address.',
  'nd.router-solicitation': 'Is there a router on {iface}? It is asked to speak up.',
  'nd.router-advertisement': 'The router tells {iface} its prefixes and that it is a default router.',
  'nd.router-heard': '{router} on {iface} is a router: it becomes the default gateway.',

  'ethernet.not-for-us': 'The frame is for {mac}, not for {iface}, which is {own}: ignored.',

  'ipv4.malformed': 'The IPv4 header cannot be right (version, length or checksum): dropped.',
  'ipv4.not-for-us': 'The frame was sent to everybody, the packet inside to {destination}: not forwarded.',
  'ipv4.martian-source': '{source} cannot be a sender on {iface}: the packet is martian, dropped in silence.',
  'ipv4.own-source':
    'The packet came in by {iface} with this machine’s own address {source} as sender: dropped in silence.',
  'ipv4.martian-destination':
    '{destination} never leaves a machine, yet it came in by {iface}: dropped in silence.',
  'ipv4.reverse-path': 'The way back to {source} is not {iface}: rp_filter drops the packet in silence.',
  'ipv4.forwarding-off':
    'The packet is for {destination}, not for this machine, and ip_forward is 0: dropped in silence.',
  'ipv4.forwarded': 'The routing table sends the packet on by {out}.',
  'ipv4.ttl-exceeded': 'The TTL is used up on the way to {destination}: the sender is told “time exceeded”.',
  'ipv4.fragmentation-needed':
    '{length} bytes do not fit through {out} (MTU {mtu}) and DF forbids cutting: the sender is told “fragmentation needed”.',
  'ipv4.fragmented': 'The packet is larger than the MTU of {out}, {mtu}: it is cut into {pieces}.',
  'ipv4.fragments-overlap': 'Fragments from {source} overlap: all of them are thrown away.',
  'ipv4.reassembled': '{fragments} fragments from {source} make a packet of {length} bytes.',
  'ipv4.reassembly-timeout': 'Not all fragments came in time: the {fragments} that did are thrown away.',
  'ipv4.protocol-unknown':
    'Nothing on this machine speaks IP protocol {protocol}: the sender is told “protocol unreachable”.',
  'ipv6.malformed': 'The IPv6 header cannot be right: dropped.',
  'ipv6.forwarding-off':
    'The packet is for {destination}, not for this machine, and IPv6 forwarding is 0: dropped in silence.',
  'ipv6.link-local-not-forwarded': '{destination} or its sender is link-local: no router passes that on.',
  'ipv6.forwarded': 'The routing table sends the packet on by {out}.',
  'ipv6.hop-limit-exceeded':
    'The hop limit is used up on the way to {destination}: the sender is told “time exceeded”.',
  'ipv6.packet-too-big':
    '{length} bytes do not fit through {out} (MTU {mtu}), and IPv6 routers never cut: the sender is told “packet too big”.',
  'ipv6.fragmented': 'The packet is larger than the path’s MTU of {mtu}: its sender cuts it into {pieces}.',
  'ipv6.fragments-overlap': 'Fragments from {source} overlap: all of them are thrown away.',
  'ipv6.reassembled': '{fragments} fragments from {source} make a packet of {length} bytes.',
  'ipv6.protocol-unknown': 'Nothing on this machine speaks next header {protocol}: the sender is told so.',

  'route.none': 'No route leads to {destination}: network unreachable.',
  'route.blackhole': 'A blackhole route covers {destination}: the packet disappears without a word.',
  'route.unreachable': 'An unreachable route covers {destination}: host unreachable.',
  'route.prohibit': 'A prohibit route covers {destination}: administratively prohibited.',
  'route.mtu-learned': 'The path to {to} carries {mtu} bytes at most: remembered for ten minutes.',

  'ospf.intervals-differ': 'The hello of {router} on {iface} names other intervals: it is ignored.',
  'ospf.neighbour-init':
    'OSPF hears {router} for the first time: the neighbour is Init until it says that it hears us.',
  'ospf.neighbour-exstart': '{router} hears us too: ExStart, the two agree on who leads the exchange.',
  'ospf.neighbour-exchange':
    'With {router} it is agreed who leads: Exchange, each lists what is in its database.',
  'ospf.neighbour-loading': '{router} has what is missing here: Loading, it is asked for.',
  'ospf.neighbour-full': 'The databases agree: the neighbour {router} is Full.',
  'ospf.neighbour-dead':
    'Nothing was heard of {router} on {iface} for {seconds} s: OSPF declares the neighbour dead.',
  'ospf.neighbour-lost': 'The link of {iface} is down, so OSPF gives up the neighbour {router} at once.',
  'ospf.originated':
    'OSPF describes its own links anew, now to {neighbours}: router LSA number {number}, flooded.',
  'ospf.originated-alone':
    'OSPF describes its own networks, without a neighbour: router LSA number {number}.',
  'ospf.lsa-stored': 'LSA number {number} of {router} is news: stored, and passed on by {out}.',
  'ospf.lsa-stored-last':
    'LSA number {number} of {router} is news: stored. There is no other neighbour to tell.',
  'ospf.computed': 'OSPF computes the shortest paths anew. Routers reached: {routers}, networks: {networks}.',
  'ospf.route-installed': 'RIB to FIB: {prefix} by {via}, at a cost of {cost}.',
  'ospf.route-removed': 'RIB to FIB: {prefix} is reached no longer, the entry is taken out.',

  'icmp.error-sent': 'ICMP {error} goes from {from} to {to}.',
  'icmp.error-received': 'ICMP {error} comes from {from}: it is about a packet of ours to {about}.',
  'icmp.rate-limited': 'The sender had enough ICMP errors lately: the rate limit keeps this one back.',
  'icmp.malformed': 'The ICMP message cannot be right: dropped.',
  'icmp.echo-request': '{from} asks for an echo: it gets one.',
  'icmp.echo-reply': 'The echo from {from} is back.',
  'icmp.echo-ignored': '{from} asks for an echo, but this machine is told not to answer.',
  'icmp.redirect-sent':
    'The packet leaves by where it came in: {to} is told that {gateway} is the nearer gateway.',
  'icmp.redirect-followed': 'From now on packets to {to} go to {gateway}, as {from} said.',
  'icmp.redirect-ignored': '{from} names {gateway} as the way to {to}, but that is not believed.',
  'icmp.redirect-resolving':
    '{from} names {gateway} as the way to {to}; its MAC address is not known yet, so at first it is only asked for.',

  'netfilter.rejected': 'REJECT answers the packet that it dropped in {hook}: {with}.',
  'netfilter.reset': 'REJECT answers in the name of {from}: a RST to {to}.',

  'tcp.malformed': 'The TCP segment from {source} cannot be right: dropped.',
  'tcp.no-socket': 'No socket is at {local} for {remote}: the segment is answered with a RST.',
  'tcp.unasked-answer':
    'No socket at {local} waits for an answer from {remote}: the SYN-ACK is answered with a RST.',
  'tcp.accept-queue-full':
    'The program at {local} does not accept fast enough; its queue is full, so this segment of {remote} is dropped.',
  'tcp.syn-queue-full': 'Too many handshakes are unfinished at {local}: the SYN of {remote} is dropped.',
  'tcp.still-queued':
    'The first copy of this segment still waits for the neighbour’s address: no second one is made.',
  'tcp.closed': 'The connection between {local} and {remote} is over.',
  'udp.malformed': 'The UDP datagram from {source} cannot be right: dropped.',
  'udp.delivered': 'The datagram from {source} is for the socket at port {port}.',
  'udp.unheard': 'No program listens at UDP port {port}: what is for everybody is ignored.',
  'udp.no-socket': 'No socket is at UDP port {port}: {source} is told “port unreachable”.',
  'dhcp.discover': '{iface} has no address: it asks everybody on the link for one.',
  'dhcp.no-offer': 'Nobody offered {iface} an address yet: it asks again, after twice the time.',
  'dhcp.offered': 'The server offers {address} to {mac}.',
  'dhcp.pool-empty': 'No address is left on {iface} for {mac}: the server stays silent.',
  'dhcp.request': '{iface} takes the offer of {address} and says so to everybody.',
  'dhcp.acknowledged': '{address} belongs to {mac} for {seconds} seconds.',
  'dhcp.refused': 'The server does not let {mac} have {address}: NAK.',
  'dhcp.bound':
    '{iface} now has {address} for {seconds} seconds, with what came along: gateway and name server.',
  'dhcp.extended': 'The lease of {address} on {iface} begins anew: {seconds} seconds.',
  'dhcp.late-offer': 'Another offer, {address} from {server}, comes too late: {iface} has chosen.',
  'dhcp.not-chosen': '{mac} has taken another server’s offer: {address} is free again.',
  'dhcp.unknown': 'The server knows nothing of {mac} and {address}: it stays silent.',
  'dhcp.renews': 'T1 is over: {iface} asks its server, {server}, to let it keep {address}.',
  'dhcp.renews-again': 'No answer from {server}: {iface} asks it once more to let it keep {address}.',
  'dhcp.rebinds': 'T2 is over, and {server} is silent: {iface} asks every server to let it keep {address}.',
  'dhcp.rebinds-again': 'No answer: {iface} asks every server once more to let it keep {address}.',
  'dhcp.taken-back': 'The server said no: {iface} starts again without an address.',
  'dhcp.lease-over': 'The lease of {address} is over: {iface} gives it up.',
  'linklocal.picks': 'Nobody gives {iface} an address: it picks {address} by chance.',
  'linklocal.taken': 'Nobody has objected: {iface} takes {address}, good for this link only.',
  'linklocal.dropped': '{iface} has been given an address: it drops {address}.',
  'dns.answered': 'The server is in charge of {zone}: it answers for {name} with authority.',
  'dns.no-such-name': 'The server is in charge of {zone}, and {name} is not in it: NXDOMAIN.',
  'dns.from-cache': 'The answer for {name} is still in the cache.',
  'dns.asks-upstream': 'The server does not know {name}: it asks the server that it was given.',
  'dns.upstream-silent': 'Nobody answered the question for {name}: SERVFAIL.',
  'dns.refused': 'The server is not in charge of {name} and asks for nobody: REFUSED.',
  'dns.referred':
    'The server gave {zone} away: it does not answer for {name}, but says which servers are in charge of {zone}.',
  'dns.no-data': 'The server is in charge of {zone}: {name} is there, but has no record of that type.',
  'dns.asks-server': 'The resolver asks {server}, a server of {zone}, for {name}.',
  'dns.asks-over-tcp': 'The answer of {server} was cut off: the resolver asks for {name} again, by TCP.',
  'dns.goes-down': 'A referral: the servers of {zone} are nearer to {name}.',
  'dns.alias': '{name} is another name of {target}: the search goes on with {target}.',
  'dns.needs-address':
    'No address of {server} came along: the resolver looks for it before it can ask for {name}.',
  'dns.server-silent': '{server} did not answer the question for {name} in time.',
  'dns.server-useless': '{server} was of no help with {name}.',
  'dns.gave-up': 'No server of {zone} could be asked for {name}: SERVFAIL.',
  'dns.not-recursive':
    'The client wants no recursion for {name}: it is told which servers of {zone} are known.',
  'dns.truncated':
    'The answer for {name} is longer than the {limit} bytes that fit here by UDP: TC is set, ask again by TCP.',
  'http.answered': 'The web server has {target}: 200.',
  'http.not-found': 'The web server has no {target}: 404.',
  'socket.taken':
    'A connection from {local} to {remote} exists already, perhaps in TIME-WAIT: EADDRNOTAVAIL.',
  'socket.too-big':
    '{length} bytes are more than the {mtu} that the way to {destination} carries, and the program forbids cutting: EMSGSIZE.',
  'socket.broadcast-refused':
    '{destination} is a broadcast address, and the program did not ask to send to everybody (SO_BROADCAST): EACCES.',
  'socket.foreign-source': 'The program is bound to {source}, which may not leave this machine as a sender.',
  'socket.not-permitted':
    'This machine’s own filter drops the packet to {destination} before it leaves: whoever sent it gets EPERM.',
} as const

export type NodeBecauseKey = keyof typeof nodeBecause
