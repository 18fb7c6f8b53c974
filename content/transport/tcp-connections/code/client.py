"""Connects to loopback, says when connect() returned, and reads until the server's FIN."""
import errno
import socket
import sys
import time

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8888

connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
connection.settimeout(5)
started = time.perf_counter()
try:
    connection.connect(("127.0.0.1", port))  # SYN out, SYN-ACK in, ACK out
except OSError as error:
    sys.exit(f"connect() failed: {errno.errorcode.get(error.errno, 'ETIMEDOUT')}")
took_ms = (time.perf_counter() - started) * 1000
print(f"connect() returned after {took_ms:.2f} ms, my port is {connection.getsockname()[1]}", flush=True)

connection.settimeout(None)
received = b""
while chunk := connection.recv(1024):
    received += chunk
print(f"received {received.decode().strip()}, then the server's FIN", flush=True)
connection.close()
