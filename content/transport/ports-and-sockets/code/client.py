"""Opens connections, and holds them until its input ends."""
import socket
import sys

host, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
sys.stdout.reconfigure(line_buffering=True)

connections = []
for number in range(1, count + 1):
    try:
        connection = socket.create_connection((host, port), timeout=5)
    except OSError as error:
        sys.exit(f"connection {number} failed: {error.strerror or error}")
    connections.append(connection)
    print(f"connection {number} from port {connection.getsockname()[1]}")
sys.stdin.read()
