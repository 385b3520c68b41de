"""Whether a server may listen on HOST and PORT; if not, one sentence with the remedy."""

import errno
import socket
import sys

host, port = sys.argv[1:]
other = int(port) + 1 if port.isdigit() else 8001
retry = f"choose another, for example: PORT={other} script/server"
no_address = (
    f"HOST={host} is no address of this machine: "
    "use 127.0.0.1 (only here) or 0.0.0.0 (from everywhere)."
)
if not port.isdigit() or not 0 < int(port) < 65536:
    sys.exit(f"PORT={port} is no port number: choose one from 1 to 65535.")
try:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, int(port), type=socket.SOCK_STREAM
    )[0]
    with socket.socket(family, kind, protocol) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
except socket.gaierror:
    sys.exit(no_address)
except PermissionError:
    sys.exit(f"Port {port} is reserved for root: {retry}")
except OSError as error:
    if error.errno == errno.EADDRINUSE:
        sys.exit(f"Port {port} of {host} is taken by another program: stop that, or {retry}")
    sys.exit(no_address)
