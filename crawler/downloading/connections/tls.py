"""TLS of old portals: certificates that do not hold, told in words, and what a portal's table accepts of them.

County portals let certificates run out, sign their own, or stand on servers that speak nothing newer than TLS 1.0.
By default such a host is not read: a text that came over a connection that anybody may have cut into is weak evidence.
A portal's table may accept it, for its own hosts alone (crawler.portals.tables, key ``tls``); what was wrong is then
written with each answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from OpenSSL import SSL, crypto
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import optionsForClientTLS
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from crawler.downloading.connections.accepted_tls import LEGACY, UNVERIFIED
from crawler.downloading.connections.certificate_faults import (
    CURED_BY_LEGACY,
    is_address,
    other_host,
    said_of,
    weaknesses,
)

TLS = "accepted_tls"  # key of a request's meta: what was wrong with the connection, and accepted

Accepts = Callable[[str], frozenset[str]]  # host -> out of accepted_tls.ACCEPTABLE

_LEGACY_CIPHERS = b"ALL:!aNULL:!eNULL:@SECLEVEL=0"  # level 0 also takes short keys and weak digests
_LEGACY_SERVER_CONNECT = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT: servers without RFC 5746
_UNSAFE_LEGACY_RENEGOTIATION = 0x40000  # SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION
# What a handshake that fails says, by a part of OpenSSL's reason: words, and what would accept it.
_HANDSHAKES = (
    (("protocol version", "unsupported protocol", "no protocols available"),
     "the server speaks none of the TLS versions that are taken (1.2 and newer)", LEGACY),
    (("unsafe legacy renegotiation",), "the server knows only the old, unsafe renegotiation", LEGACY),
    (("dh key too small", "ee key too small", "ca key too small", "ca md too weak", "bad ecpoint", "wrong signature"),
     "the server's key or digest is too weak", LEGACY),
    (("handshake failure", "no shared cipher", "insufficient security", "wrong cipher"),
     "the server and the crawler have no cipher in common", LEGACY),
    (("wrong version number", "http request", "packet length too long", "unexpected message"),
     "the server does not speak TLS at this port", None),
)  # fmt: skip
# As servers do that know no version or cipher of today, and as filters on the way do.
_HUNG_UP = "the server hung up in the TLS handshake, as servers with old TLS do", LEGACY


@implementer(IPolicyForHTTPS)
class TlsByHost:
    """Twisted's context factory, with what each host's table accepts, and the reason of what failed in words.

    *accepts* tells what is accepted of a host.  `failed` and `accepted` hold the last reason by host.
    """

    def __init__(self, accepts: Accepts) -> None:
        self._accepts = accepts
        self.failed: dict[str, tuple[str, str | None]] = {}  # host -> words, and what would accept it
        self.accepted: dict[str, str] = {}  # host -> what was wrong with its certificate
        self.connections: dict[str, SSL.Connection] = {}  # host -> the last one

    def creatorForNetloc(self, hostname: bytes, port: int) -> _Connections:
        """Return what makes the connection to *hostname*; Twisted's name and arguments."""
        host = hostname.decode("ascii")
        accepts = self._accepts(host)
        check = _Certificate(host, self)
        verdict = check.note if UNVERIFIED in accepts else check.verify
        made = _LegacyConnections(host) if LEGACY in accepts else optionsForClientTLS(host)
        return _Connections(made, verdict, lambda connection: self.connections.update({host: connection}))

    def accepted_of(self, host: str) -> str | None:
        """Return what was wrong with the TLS of *host* and accepted, in words; None if nothing was."""
        weak = weaknesses(self.connections[host]) if host in self.connections else []
        return "; ".join([*filter(None, [self.accepted.get(host)]), *weak]) or None

    def reason(self, host: str, error: BaseException) -> tuple[str, str | None] | None:
        """Return why *error* came of the TLS of *host*, and what would accept it; None if it did not."""
        said = [reason for each in with_causes(error) for reason in _openssl_reasons(each)]
        if any("certificate verify failed" in reason for reason in said) and host in self.failed:
            return self.failed[host]
        for parts, words, cure in _HANDSHAKES:
            if any(part in reason for part in parts for reason in said):
                return words, cure
        if said:
            return f"the TLS handshake failed ({said[0]})", None
        return _HUNG_UP if self._is_hung_up(host, error) else None

    def _is_hung_up(self, host: str, error: BaseException) -> bool:
        """Return whether *error* ended a connection to *host* before its handshake was done."""
        is_lost = any(isinstance(each, ConnectionLost | ConnectionDone) for each in with_causes(error))
        connection = self.connections.get(host)
        return is_lost and connection is not None and connection.get_cipher_name() is None


@implementer(IOpenSSLClientConnectionCreator)
class _Connections:
    """The connections of *made*, told to *noted*, with *verdict* on each certificate in the place of Twisted's own."""

    def __init__(self, made: Any, verdict: Callable[..., bool], noted: Callable[[SSL.Connection], None]) -> None:
        self._made, self._verdict, self._noted = made, verdict, noted

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:
        connection: SSL.Connection = self._made.clientConnectionForTLS(tlsProtocol)
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, self._verdict)
        self._noted(connection)
        return connection


@implementer(IOpenSSLClientConnectionCreator)
class _LegacyConnections:
    """Connections to *host* from TLS 1.0 on, with whatever keys, ciphers and renegotiation it has."""

    def __init__(self, host: str) -> None:
        self._host = host

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:
        connection = SSL.Connection(_legacy_context(), None)
        if not is_address(self._host):
            connection.set_tlsext_host_name(self._host.encode("ascii"))
        return connection


@cache
def _legacy_context() -> SSL.Context:
    context = SSL.Context(SSL.TLS_CLIENT_METHOD)
    context.set_min_proto_version(SSL.TLS1_VERSION)
    context.set_options(_LEGACY_SERVER_CONNECT | _UNSAFE_LEGACY_RENEGOTIATION)
    context.set_cipher_list(_LEGACY_CIPHERS)
    context.set_default_verify_paths()
    return context


class _Certificate:
    """The verification of a host's certificate, link by link, as OpenSSL calls it."""

    def __init__(self, host: str, told: TlsByHost) -> None:
        self._host, self._told = host, told

    def verify(self, connection: SSL.Connection, certificate: crypto.X509, code: int, depth: int, is_good: int) -> bool:
        """Return whether this link holds; note why if it does not."""
        self._told.failed.pop(self._host, None)
        words = self._wrong(certificate, code, depth, is_good)
        if words:
            self._told.failed[self._host] = words, LEGACY if code in CURED_BY_LEGACY else UNVERIFIED
        return words is None

    def note(self, connection: SSL.Connection, certificate: crypto.X509, code: int, depth: int, is_good: int) -> bool:
        """Accept this link, and note what is wrong with it; keys and digests must be of today all the same."""
        if not is_good and code in CURED_BY_LEGACY:  # with LEGACY as well, OpenSSL does not ask
            return self.verify(connection, certificate, code, depth, is_good)
        if words := self._wrong(certificate, code, depth, is_good):
            self._told.accepted[self._host] = words
        return True

    def _wrong(self, certificate: crypto.X509, code: int, depth: int, is_good: int) -> str | None:
        if not is_good:
            return said_of(certificate, code)
        return other_host(certificate, self._host) if depth == 0 else None


def with_causes(error: BaseException | None) -> Iterator[BaseException]:
    """Yield *error*, what it was raised from, and the failures that Twisted has wrapped in either."""
    while error is not None:
        yield error
        for reason in getattr(error, "reasons", ()):
            if isinstance(reason, Failure) and reason.value is not None:
                yield from with_causes(reason.value)
        error = error.__cause__


def _openssl_reasons(error: BaseException) -> list[str]:
    """Return OpenSSL's reasons in *error*, in lower case; none if it is not OpenSSL's."""
    if not isinstance(error, SSL.Error) or not error.args or not isinstance(error.args[0], list | tuple):
        return []
    return [str(entry[-1]).lower() for entry in error.args[0] if entry]
