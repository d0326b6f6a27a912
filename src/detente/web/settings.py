"""What one server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_urlsafe

from detente.ledger.place import LedgerPlace

HOST = "127.0.0.1"
PORT = 8765
MOST_BYTES = 6_000_000
"""The largest body of a request: a case file of the largest size, and its envelope."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One server.

    Parameters
    ----------
    folder
        Where the user's case files lie.
    ledger
        Where versions of cases, questions and forecasts are kept.
    port
        Port on this machine.
    token
        What every request must show; made anew for each start.
    """

    folder: Path
    ledger: LedgerPlace
    port: int = PORT
    token: str = field(default_factory=lambda: token_urlsafe(24), repr=False)

    @property
    def origins(self) -> tuple[str, ...]:
        """Origins whose pages may ask."""
        return tuple(f"http://{host}" for host in self.hosts)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Values of the Host header that mean this server."""
        return (f"{HOST}:{self.port}", f"localhost:{self.port}")
