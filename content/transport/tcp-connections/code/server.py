"""Listens on loopback, waits for Enter, and only then accepts."""
import socket
import sys

port = int(sys.argv[1]) if len(sys.argv) > 1 else 8888

listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("127.0.0.1", port))
listener.listen(1)  # from here on the kernel answers every SYN
port = listener.getsockname()[1]
print(f"LISTEN on port {port}, press Enter to accept", flush=True)

sys.stdin.readline()

connection, peer = listener.accept()  # takes one off the queue
print(f"accept() returned {peer[0]}:{peer[1]}", flush=True)
connection.sendall(b"hello\n")
connection.close()
listener.close()
