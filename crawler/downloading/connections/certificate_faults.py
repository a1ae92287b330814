"""What is wrong with a server's certificate or connection, in words.

The words of certificates follow the codes of OpenSSL's verification (openssl-verification-options(1)).
"""

from __future__ import annotations

from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID
from OpenSSL import SSL, crypto
from service_identity import CertificateError, VerificationError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.abstract import isIPAddress, isIPv6Address

_MOST_NAMES, _MOST_NAME_CHARS = 3, 80
_OLD_VERSIONS = {"SSLv3": "SSL 3.0", "TLSv1": "TLS 1.0", "TLSv1.1": "TLS 1.1"}
_MIN_RSA_BITS = 2048  # as OpenSSL's security level 2 asks for
_WEAK_DIGESTS = (b"md5", b"sha1")
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
CURED_BY_LEGACY = {_SHORT_KEY, _SHORT_CA_KEY, _WEAK_DIGEST}
"""Codes of faults that OpenSSL does not look for once old TLS is accepted."""


def said_of(certificate: crypto.X509, code: int) -> str:
    """Return what OpenSSL's *code* says of *certificate*, with the day where a day decides."""
    if code == _EXPIRED:
        return f"the certificate expired on {_day(certificate.get_notAfter())}"
    if code == _NOT_YET_VALID:
        return f"the certificate is valid only from {_day(certificate.get_notBefore())} on"
    return _WORDS.get(code, f"the certificate does not hold (OpenSSL's code {code})")


def other_host(certificate: crypto.X509, host: str) -> str | None:
    """Return for which hosts *certificate* was made, if *host* is none of them."""
    try:
        patterns = extract_patterns(certificate)
        verify_service_identity(patterns, [IPAddress_ID(host) if is_address(host) else DNS_ID(host)], [])
    except (CertificateError, VerificationError, ValueError):
        names = _names(certificate)
        if names == host:
            return f"the certificate has {host} as its owner's common name alone, which counts no more"
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


def weaknesses(connection: SSL.Connection) -> list[str]:
    """Return in words what OpenSSL would have refused of *connection*, had the table not accepted old TLS."""
    certificate = connection.get_peer_certificate()
    if certificate is None:
        return []
    version, key = _OLD_VERSIONS.get(connection.get_protocol_version_name()), certificate.get_pubkey()
    algorithm = certificate.get_signature_algorithm().lower()
    return [
        *([f"the server speaks {version}"] if version else []),
        *([f"the certificate's key has {key.bits()} bits"] if _is_short(key) else []),
        *(["the certificate is signed with a digest that is too weak"] if algorithm.startswith(_WEAK_DIGESTS) else []),
    ]


def _is_short(key: crypto.PKey) -> bool:
    return key.type() in (crypto.TYPE_RSA, crypto.TYPE_DSA) and key.bits() < _MIN_RSA_BITS


def _day(asn1_time: bytes | None) -> str:
    """Return the day, in UTC, of a certificate's date: ``20261107000000Z``."""
    try:
        return datetime.strptime((asn1_time or b"").decode("ascii"), "%Y%m%d%H%M%SZ").date().isoformat()
    except ValueError:
        return "a day that cannot be read"


def is_address(host: str) -> bool:
    """Return whether *host* is an IP address."""
    return bool(isIPAddress(host) or isIPv6Address(host))
