"""What a portal's table accepts of the TLS of its hosts, with a day and a reason: keys tls, tls_since, tls_reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

UNVERIFIED = "unverified"
"""Any certificate: expired, signed by itself, of another host, with an incomplete chain."""

LEGACY = "legacy"
"""TLS 1.0 and 1.1, short keys, weak ciphers and digests, the old renegotiation; the certificate must hold."""

ACCEPTABLE = (UNVERIFIED, LEGACY)


@dataclass(frozen=True, slots=True)
class AcceptedTls:
    """Weaknesses (out of ACCEPTABLE) that are accepted *since* a day for a *reason*; both should be given."""

    weaknesses: frozenset[str] = frozenset()
    since: date | None = None
    reason: str | None = None

    def __str__(self) -> str:
        """Return it in words; empty if nothing is accepted."""
        if not self.weaknesses:
            return ""
        since = f"since {self.since.isoformat()}" if self.since else "no day given (tls_since)"
        return f"{' and '.join(sorted(self.weaknesses))}, {since}: {self.reason or 'no reason given (tls_reason)'}"
