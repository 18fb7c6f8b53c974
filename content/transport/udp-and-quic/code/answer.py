"""Answers each datagram in capitals, but for the first `lose`."""
import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 5004
lose = int(sys.argv[2]) if len(sys.argv) > 2 else 0

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", port))
print(f"bound to port {server.getsockname()[1]}", flush=True)
while True:
    text, sender = server.recvfrom(2048)  # one datagram, whole
    if lose > 0:
        lose -= 1
        continue
    server.sendto(text.upper(), sender)
