"""The demo's port, looked at before anything slow begins."""

import socket

from bots.trouble import Trouble

HOST = "127.0.0.1"


def refuse_taken(port: int) -> None:
    """Raises Trouble; 0 is always free."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except PermissionError:
            raise Trouble(f"Port {port} is for the system's own programs. Choose a higher one: voronka demo --port 8081") from None
        except OSError:
            other = port + 1 if port < 65535 else 8081
            raise Trouble(
                f"Port {port} is taken by another program, perhaps another demo. Choose one: voronka demo --port {other}"
            ) from None
