"""TLS of old portals: certificates that do not hold, told in words, and what a portal's table accepts of them.

County portals let certificates run out, sign their own, or stand on servers that speak nothing newer than TLS 1.0.
By default such a host is not read: a text that came over a connection that anybody may have cut into is weak evidence.
A portal's table may accept it, for its own hosts alone (crawler.portals.tables, key ``tls``); what was wrong is then
written with each answer.

The words of certificates follow the codes of OpenSSL's verification (openssl-verification-options(1)).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.x509.oid import NameOID
from OpenSSL import SSL, crypto
from service_identity import CertificateError, VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import optionsForClientTLS
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from crawler.downloading.connections.accepted_tls import LEGACY, UNVERIFIED

TLS = "accepted_tls"  # key of a request's meta: what was wrong with the connection, and accepted

Accepts = Callable[[str], frozenset[str]]  # host -> out of accepted_tls.ACCEPTABLE

_LEGACY_CIPHERS = b"ALL:!aNULL:!eNULL:@SECLEVEL=0"  # level 0 also takes short keys and weak digests
_MOST_NAMES, _MOST_NAME_CHARS = 3, 80
_LEGACY_SERVER_CONNECT = 0x4  # SSL_OP_LEGACY_SERVER_CONNECT: servers without RFC 5746
_UNSAFE_LEGACY_RENEGOTIATION = 0x40000  # SSL_OP_ALLOW_UNSAFE_LEGACY_RENEGOTIATION
# X509_V_ERR_*
_EXPIRED, _NOT_YET_VALID, _SELF_SIGNED, _SELF_SIGNED_IN_CHAIN, _NO_ISSUER, _NO_FIRST_ISSUER = 10, 9, 18, 19, 20, 21
_SHORT_KEY, _SHORT_CA_KEY, _WEAK_DIGEST = 66, 67, 68
_WRONG_SIGNATURE, _REVOKED, _NO_AUTHORITY, _OTHER_PURPOSE = 7, 23, 79, 26
_WORDS = {
    _SELF_SIGNED: "the certificate is signed by itself",
    _SELF_SIGNED_IN_CHAIN: "the certificate's chain ends in one that is signed by itself and not trusted here",
    _NO_ISSUER: "the certificate's issuer is not known here, or the server sends an incomplete chain",
    _NO_FIRST_ISSUER: "the certificate's issuer is not known here, or the server sends an incomplete chain",
    _WRONG_SIGNATURE: "the certificate's signature is not its issuer's",
    _REVOKED: "the certificate is revoked",
    _NO_AUTHORITY: "the certificate is signed by one that may sign none",
    _OTHER_PURPOSE: "the certificate is made for another purpose",
    _SHORT_KEY: "the certificate's key is too short",
    _SHORT_CA_KEY: "a key in the certificate's chain is too short",
    _WEAK_DIGEST: "the certificate is signed with a digest that is too weak",
}
_CURED_BY_LEGACY = {_SHORT_KEY, _SHORT_CA_KEY, _WEAK_DIGEST}
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


@implementer(IPolicyForHTTPS)
class TlsByHost:
    """Twisted's context factory, with what each host's table accepts, and the reason of what failed in words.

    *accepts* tells what is accepted of a host.  `failed` and `accepted` hold the last reason by host.
    """

    def __init__(self, accepts: Accepts) -> None:
        self._accepts = accepts
        self.failed: dict[str, tuple[str, str | None]] = {}  # host -> words, and what would accept it
        self.accepted: dict[str, str] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> _Connections:
        """Return what makes the connection to *hostname*; Twisted's name and arguments."""
        host = hostname.decode("ascii")
        accepts = self._accepts(host)
        check = _Certificate(host, self)
        verdict = check.note if UNVERIFIED in accepts else check.verify
        return _Connections(_LegacyConnections(host) if LEGACY in accepts else optionsForClientTLS(host), verdict)

    def reason(self, host: str, error: BaseException) -> tuple[str, str | None] | None:
        """Return why *error* came of the TLS of *host*, and what would accept it; None if it did not."""
        said = [reason for each in with_causes(error) for reason in _openssl_reasons(each)]
        if any("certificate verify failed" in reason for reason in said) and host in self.failed:
            return self.failed[host]
        for parts, words, cure in _HANDSHAKES:
            if any(part in reason for part in parts for reason in said):
                return words, cure
        return (f"the TLS handshake failed ({said[0]})", None) if said else None


@implementer(IOpenSSLClientConnectionCreator)
class _Connections:
    """The connections of *made*, with *verdict* on each certificate in the place of Twisted's own."""

    def __init__(self, made: Any, verdict: Callable[..., bool]) -> None:
        self._made, self._verdict = made, verdict

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:
        connection: SSL.Connection = self._made.clientConnectionForTLS(tlsProtocol)
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, self._verdict)
        return connection


@implementer(IOpenSSLClientConnectionCreator)
class _LegacyConnections:
    """Connections to *host* from TLS 1.0 on, with whatever keys, ciphers and renegotiation it has."""

    def __init__(self, host: str) -> None:
        self._host = host

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:
        connection = SSL.Connection(_legacy_context(), None)
        if not _is_address(self._host):
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
            self._told.failed[self._host] = words, LEGACY if code in _CURED_BY_LEGACY else UNVERIFIED
        return words is None

    def note(self, connection: SSL.Connection, certificate: crypto.X509, code: int, depth: int, is_good: int) -> bool:
        """Accept this link, and note what is wrong with it."""
        if words := self._wrong(certificate, code, depth, is_good):
            self._told.accepted[self._host] = words
        return True

    def _wrong(self, certificate: crypto.X509, code: int, depth: int, is_good: int) -> str | None:
        if not is_good:
            return _said_of(certificate, code)
        return _other_host(certificate, self._host) if depth == 0 else None


def _said_of(certificate: crypto.X509, code: int) -> str:
    """Return what OpenSSL's *code* says of *certificate*, with the day where a day decides."""
    if code == _EXPIRED:
        return f"the certificate expired on {_day(certificate.get_notAfter())}"
    if code == _NOT_YET_VALID:
        return f"the certificate is valid only from {_day(certificate.get_notBefore())} on"
    return _WORDS.get(code, f"the certificate does not hold (OpenSSL's code {code})")


def _other_host(certificate: crypto.X509, host: str) -> str | None:
    """Return for which hosts *certificate* was made, if *host* is none of them."""
    try:
        patterns = extract_patterns(certificate)
        verify_service_identity(patterns, [IPAddress_ID(host) if _is_address(host) else DNS_ID(host)], [])
    except (CertificateError, VerificationError, ValueError):
        names = _names(certificate)
        return f"the certificate is made for {names}, not for {host}" if names else "the certificate names no host"
    return None


def _names(certificate: crypto.X509) -> str:
    """Return the first names in *certificate*: of its hosts, else its owner's common name."""
    read = certificate.to_cryptography()
    try:
        found = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names = [str(name) for name in found.get_values_for_type(x509.DNSName)]
    except (x509.ExtensionNotFound, ValueError):
        names = []
    names = names or [str(each.value) for each in read.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(name[:_MOST_NAME_CHARS] for name in names[:_MOST_NAMES]) + more


def _day(asn1_time: bytes | None) -> str:
    """Return the day, in UTC, of a certificate's date: ``20261107000000Z``."""
    try:
        return datetime.strptime((asn1_time or b"").decode("ascii"), "%Y%m%d%H%M%SZ").date().isoformat()
    except ValueError:
        return "a day that cannot be read"


def _is_address(host: str) -> bool:
    return bool(isIPAddress(host) or isIPv6Address(host))


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
