"""Connects to loopback and reads until the server's FIN."""
import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8888

connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    connection.connect(("127.0.0.1", port))  # SYN, SYN-ACK, ACK
except OSError as error:
    sys.exit(f"connect() failed: {error.strerror}")
my_port = connection.getsockname()[1]
print(f"connect() returned, my port is {my_port}", flush=True)

received = b""
while chunk := connection.recv(1024):  # nothing more: the FIN
    received += chunk
print(f"received {received.decode().strip()}, then a FIN")
connection.close()
