"""Opens as many connections as it is told, and holds them until its input ends."""
import socket
import sys

host, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])

connections = []
for number in range(1, count + 1):
    try:
        connections.append(socket.create_connection((host, port), timeout=5))
    except OSError as error:
        sys.exit(f"connection {number} failed: {error.strerror or error}")
    print(f"connection {number} from port {connections[-1].getsockname()[1]}", flush=True)
sys.stdin.read()
