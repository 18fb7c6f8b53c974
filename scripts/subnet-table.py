#!/usr/bin/env python3
"""Writes lib/net/subnet/fixtures/ipaddress.json.gz: what Python's ipaddress module says of some thousand addresses, blocks,
ranges and lists, and which texts it refuses. The tests of lib/net/subnet hold the calculator against it.

    python3 scripts/subnet-table.py

The seed is fixed and gzip is given no time, so that the same Python writes the same bytes again.
"""

import gzip
import ipaddress
import json
import random
from pathlib import Path

SEED = 20260101
TABLE = Path(__file__).parent.parent / "lib/net/subnet/fixtures/ipaddress.json.gz"
chance = random.Random(SEED)

# where mistakes live: ends of the space, of octets and of groups
EDGES_4 = [0, 1, 255, 256, 2**31 - 1, 2**31, 2**32 - 2, 2**32 - 1, 0x7F000001, 0xC0A80001, 0xE0000001]
EDGES_6 = [0, 1, 2**64 - 1, 2**64, 2**128 - 1, 0x20010DB8 << 96, (0xFE80 << 112) + 1, 0xFF02 << 112]


def value(family):
    width = 32 if family == 4 else 128
    if chance.random() < 0.1:
        return chance.choice(EDGES_4 if family == 4 else EDGES_6)
    if family == 6 and chance.random() < 0.6:
        # long runs of zeros, for the forms of RFC 5952
        groups = [chance.choice([0, 0, 0, 1, 0xDB8, 0xFFFF, chance.getrandbits(16)]) for _ in range(8)]
        return int("".join(f"{group:04x}" for group in groups), 16)
    return chance.getrandbits(width)


def address(family, number):
    return ipaddress.IPv4Address(number) if family == 4 else ipaddress.IPv6Address(number)


def interface_case(family, bits):
    interface = ipaddress.ip_interface((address(family, value(family)), bits))
    network = interface.network
    hosts = None
    if family == 4:
        hosts = [str(network[0]), str(network[-1])] if bits >= 31 else [str(network[1]), str(network[-2])]
    return {
        "text": f"{interface.ip}/{bits}",
        "exploded": interface.ip.exploded,
        "compressed": interface.ip.compressed,
        "integer": str(int(interface.ip)),
        "hex": format(interface.ip, "#x"),
        "pointer": interface.ip.reverse_pointer,
        "network": str(network.network_address),
        "last": str(network.broadcast_address),
        "netmask": str(network.netmask),
        "hostmask": str(network.hostmask),
        "total": str(network.num_addresses),
        "hosts": hosts,
        "multicast": interface.ip.is_multicast,
        "loopback": interface.ip.is_loopback,
        "linkLocal": interface.ip.is_link_local,
    }


def mask_case():
    bits = chance.randint(0, 32)
    network = ipaddress.ip_network((value(4), bits), strict=False)
    text = f"{network.network_address}/{network.netmask if chance.random() < 0.5 else network.hostmask}"
    return [text, str(ipaddress.ip_network(text, strict=False))]


def range_case(family):
    width = 32 if family == 4 else 128
    first = value(family)
    last = min(first + chance.getrandbits(chance.randint(0, width - 1)), 2**width - 1)
    blocks = ipaddress.summarize_address_range(address(family, first), address(family, last))
    return [str(address(family, first)), str(address(family, last)), [str(block) for block in blocks]]


def near_block(family, base):
    width = 32 if family == 4 else 128
    number = base ^ chance.getrandbits(8) << chance.randint(0, width - 8)
    bits = chance.randint(max(0, width - 14), width) if chance.random() < 0.8 else chance.randint(0, width)
    return ipaddress.ip_network((address(family, number & (2**width - 1)), bits), strict=False)


def list_case(family):
    base = value(family) >> 12 << 12
    blocks = [near_block(family, base ^ chance.getrandbits(5) << 4) for _ in range(chance.randint(1, 9))]
    return [[str(block) for block in blocks], [str(block) for block in ipaddress.collapse_addresses(blocks)]]


def pair_case(family):
    base = value(family)
    a, b = near_block(family, base), near_block(family, base)
    return [str(a), str(b), a.overlaps(b), a.subnet_of(b), a.supernet_of(b), b.network_address in a]


def split_case(family):
    bits = chance.randint(0, (32 if family == 4 else 128) - 5)
    network = ipaddress.ip_network((address(family, value(family)), bits), strict=False)
    longer = chance.randint(1, 5)
    parent = None if bits == 0 else str(network.supernet())
    return [str(network), bits + longer, [str(block) for block in network.subnets(longer)], parent]


def spoil(text):
    at = chance.randint(0, len(text))
    junk = chance.choice(list("0129af.:/-x %") + ["00", "256", "::", "/33", "/129", "/-1", "/"])
    if chance.random() < 0.4:
        return text[:at] + text[at + 1 :]
    return text[:at] + junk + text[at:]


def refusal_case(family):
    """A text a little beside an address with a length, and what Python makes of it (null: refused)."""
    bits = chance.randint(0, 32 if family == 4 else 128)
    text = spoil(f"{address(family, value(family))}/{bits}")
    try:
        return [text, str(ipaddress.ip_interface(text))]
    except ValueError:
        return [text, None]


both = (4, 6)
table = {
    "interfaces": [interface_case(family, bits) for family in both for bits in [*range(33 if family == 4 else 129)] * (30 if family == 4 else 8)],
    "masks": [mask_case() for _ in range(400)],
    "ranges": [range_case(family) for family in both for _ in range(300)],
    "lists": [list_case(family) for family in both for _ in range(350)],
    "pairs": [pair_case(family) for family in both for _ in range(600)],
    "splits": [split_case(family) for family in both for _ in range(200)],
    "refusals": [refusal_case(family) for family in both for _ in range(600)],
}

TABLE.parent.mkdir(exist_ok=True)
with open(TABLE, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", filename="", mtime=0) as packed:
    packed.write(json.dumps(table, separators=(",", ":")).encode())
print(f"{sum(map(len, table.values()))} cases, {TABLE.stat().st_size} bytes: " + ", ".join(f"{len(rows)} {name}" for name, rows in table.items()))
