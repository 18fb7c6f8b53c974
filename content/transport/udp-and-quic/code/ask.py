"""Asks by UDP, and asks again when no answer comes."""
import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 5004
wait = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5  # seconds

client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.connect(("127.0.0.1", port))  # sends nothing
for attempt in range(1, 4):
    client.settimeout(wait)
    try:
        client.send(b"hello")
        print(f"attempt {attempt}: {client.recv(2048).decode()}")
        break
    except TimeoutError:
        print(f"attempt {attempt}: nothing after {wait} s")
        wait *= 2  # a busy network is not helped by more
    except ConnectionRefusedError:
        why = "ICMP port unreachable came back"
        sys.exit(f"attempt {attempt}: refused, {why}")
else:
    sys.exit("gave up")
