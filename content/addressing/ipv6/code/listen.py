"""python3 listen.py ADDRESS PORT [both|v6only]: accepts connections on one address and prints who they come from."""
import socket
import sys

address, port = sys.argv[1], int(sys.argv[2])
family = socket.AF_INET6 if ":" in address else socket.AF_INET

listener = socket.socket(family, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
if family == socket.AF_INET6:  # said out loud, because systems have different defaults
    v6only = sys.argv[3:] == ["v6only"]
    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(v6only))

try:
    listener.bind((address, port))
except OSError as error:
    sys.exit(f"bind {address} failed: {error.strerror}")
listener.listen()
print(f"listening on {address} port {listener.getsockname()[1]}", flush=True)

while True:
    connection, peer = listener.accept()
    print(f"connection from {peer[0]}", flush=True)
    connection.close()
