"""Certificates as county portals have them, made for a test, and servers' contexts that show them."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

NOW = datetime.now(UTC)


class Authority:
    """A certificate authority of one test, in *folder*; `path` is what SSL_CERT_FILE names."""

    def __init__(self, folder: Path, name: str = "Test authority") -> None:
        self._folder, self._key = folder, _key(2048)
        self._leaf_keys = {2048: _key(2048)}
        self._name = _name(name)
        own = _built(self._name, self._name, self._key, -3000, 3000)
        own = own.add_extension(x509.BasicConstraints(True, None), critical=True)
        self.path = folder / "authority.pem"
        self.path.write_bytes(own.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def context(
        self,
        names: Sequence[str],
        *,
        days: tuple[int, int] = (-30, 300),
        bits: int = 2048,
        signs_itself: bool = False,
        has_names: bool = True,
        most: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
    ) -> ssl.SSLContext:
        """Return a server's context with a certificate for *names*, valid from *days* before and after today.

        Without *has_names* the first stands as its owner's common name alone.

        It speaks *most* at the best; with less than TLS 1.2, or a key of less than 2048 bits, anything that it can.
        """
        key = self._leaf_keys.setdefault(bits, _key(bits))
        owner = _name(names[0])
        built = _built(owner, owner if signs_itself else self._name, key, *days)
        if has_names:
            alternatives = x509.SubjectAlternativeName([x509.DNSName(name) for name in names])
            built = built.add_extension(alternatives, critical=False)
        signed = built.sign(key if signs_itself else self._key, hashes.SHA256())
        path = self._folder / f"{signed.serial_number}.pem"
        path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + _pem(key))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if most < ssl.TLSVersion.TLSv1_2 or bits < 2048:
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = most
        context.load_cert_chain(path)
        return context


def _key(bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    traditional = serialization.PrivateFormat.TraditionalOpenSSL
    return key.private_bytes(serialization.Encoding.PEM, traditional, serialization.NoEncryption())


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _built(
    owner: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, first_day: int, last_day: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(owner)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=first_day))
        .not_valid_after(NOW + timedelta(days=last_day))
    )
