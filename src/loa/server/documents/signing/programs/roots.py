"""Files of the folder of trust as certificates and revocation lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asn1crypto import cms, crl, pem, x509


@dataclass(frozen=True, slots=True)
class Held:
    """Self-signed certificates are roots; others help to build the way to a root."""

    roots: tuple[x509.Certificate, ...] = ()
    others: tuple[x509.Certificate, ...] = ()
    lists: tuple[crl.CertificateList, ...] = ()
    unread: tuple[str, ...] = ()


def read_held(files: Iterable[tuple[str, bytes]]) -> Held:
    """Sort what is there; names of files that hold neither are kept in `unread`."""
    certificates: dict[bytes, x509.Certificate] = {}
    lists: list[crl.CertificateList] = []
    unread: list[str] = []
    for name, content in files:
        try:
            found, told = _read(content)
        except (ValueError, TypeError, KeyError):
            unread.append(name)
            continue
        if not found and not told:
            unread.append(name)
        certificates |= {one.sha256: one for one in found}
        lists += told
    roots = tuple(one for one in certificates.values() if one.self_issued and one.ca)
    others = tuple(one for one in certificates.values() if not (one.self_issued and one.ca))
    return Held(roots, others, tuple(lists), tuple(unread))


def _read(content: bytes) -> tuple[list[x509.Certificate], list[crl.CertificateList]]:
    parts = [(kind, der) for kind, _headers, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [("", content)]
    certificates: list[x509.Certificate] = []
    lists: list[crl.CertificateList] = []
    for kind, der in parts:
        if kind in ("CERTIFICATE", "TRUSTED CERTIFICATE"):
            certificates.append(_whole(x509.Certificate.load(der, strict=True)))
        elif kind == "X509 CRL":
            lists.append(_whole(crl.CertificateList.load(der, strict=True)))
        elif kind in ("PKCS7", "CMS"):
            certificates += _bundle(der)
        elif not kind:
            _unnamed(der, certificates, lists)
    return certificates, lists


def _unnamed(der: bytes, certificates: list[x509.Certificate], lists: list[crl.CertificateList]) -> None:
    """DER says by its shape what it is."""
    try:
        certificates.append(_whole(x509.Certificate.load(der, strict=True)))
    except ValueError:
        try:
            lists.append(_whole(crl.CertificateList.load(der, strict=True)))
        except ValueError:
            certificates += _bundle(der)


def _bundle(der: bytes) -> list[x509.Certificate]:
    signed = cms.ContentInfo.load(der, strict=True)
    if signed["content_type"].native != "signed_data":
        return []
    return [_whole(one.chosen) for one in signed["content"]["certificates"] if one.name == "certificate"]


def _whole(parsed: Any) -> Any:
    """Parsed to the last part now: the library reads lazily, and a broken part would surface in the middle of a check."""
    _ = parsed.native
    return parsed
