"""Binds to the address and port it is given, and keeps every connection open."""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])

family = socket.AF_INET6 if ":" in host else socket.AF_INET
listener = socket.socket(family, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    listener.bind((host, port))
except OSError as error:
    sys.exit(f"bind() failed: {error.strerror}")
listener.listen()
address, port = listener.getsockname()[:2]
print(f"descriptor {listener.fileno()}: LISTEN on {address} port {port}", flush=True)

connections = []  # a socket that nobody keeps is closed
while True:
    try:
        connection, peer = listener.accept()
    except OSError as error:
        sys.exit(f"accept() failed: {error.strerror}")
    connections.append(connection)
    own = connection.getsockname()
    print(f"descriptor {connection.fileno()}: {own[0]} port {own[1]}, peer {peer[0]} port {peer[1]}", flush=True)
