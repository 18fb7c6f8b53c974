import ipaddress


def one_form(text: str) -> str:
    """The address as it is to be stored and compared; ValueError for text that is no address."""
    address = ipaddress.ip_address(text)
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)  # RFC 5952: short and in lower case


if __name__ == "__main__":
    import sys

    for line in sys.stdin:
        try:
            print(one_form(line.strip()))
        except ValueError:
            print("refused")
