"""Binds where it is told, and keeps every connection open."""
import socket
import sys

host, port = sys.argv[1], int(sys.argv[2])
sys.stdout.reconfigure(line_buffering=True)

family = socket.AF_INET6 if ":" in host else socket.AF_INET
listener = socket.socket(family, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
try:
    listener.bind((host, port))
except OSError as error:
    sys.exit(f"bind() failed: {error.strerror}")
listener.listen()
number, own = listener.fileno(), listener.getsockname()
print(f"descriptor {number}: LISTEN on {own[0]} port {own[1]}")

connections = []  # a socket that nobody keeps is closed
while True:
    try:
        connection, peer = listener.accept()
    except OSError as error:
        sys.exit(f"accept() failed: {error.strerror}")
    connections.append(connection)
    number, own = connection.fileno(), connection.getsockname()
    print(f"descriptor {number}: {own[0]} port {own[1]}, "
          f"peer {peer[0]} port {peer[1]}")
