"""One signature: its bytes, its reach, its certificate. Offline: revocation is known only from what the file or the folder of trust brings."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import NonexistentAttributeError, find_unique_cms_attribute
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, async_validate_pdf_signature, async_validate_pdf_timestamp
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError
from pyhanko_certvalidator.validate import async_validate_path

from loa.core.folding import nfc
from loa.server.documents.signing.programs.roots import Held
from loa.server.documents.signing.report import Coverage, Revocation, Signature, TimeProof, Trust

LONGEST: Final = 200
# Certificates of offices and officials carry either; one for servers alone carries neither.
_MAY_SIGN: Final = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
_TRUST: Final[dict[Any, Trust]] = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: Trust.UNKNOWN_ROOT,
    AdESIndeterminate.EXPIRED: Trust.EXPIRED,
    AdESIndeterminate.NOT_YET_VALID: Trust.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: Trust.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: Trust.EXPIRED,
    AdESIndeterminate.REVOKED_NO_POE: Trust.REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: Trust.REVOKED,
    AdESFailure.REVOKED: Trust.REVOKED,
}
_CHANGES_NOTHING: Final = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


@dataclass(frozen=True, slots=True)
class Proofs:
    """Certificates and answers about revocation that the file brings itself."""

    certificates: tuple[Any, ...] = ()
    lists: tuple[Any, ...] = ()
    answers: tuple[Any, ...] = ()


async def look(reader: PdfFileReader, found: EmbeddedPdfSignature, held: Held, at: datetime) -> Signature:
    """The signature as of `at`; as of its time-stamp where that is trusted, for a certificate may end long before its papers do."""
    about = _about(found)
    try:
        proofs = _proofs(reader, found)
        if about.is_timestamp:
            status: Any = await async_validate_pdf_timestamp(found, _context(held, proofs, at))
            about = replace(about, proven_at=status.timestamp.isoformat())
            moment = at
        else:
            status = await async_validate_pdf_signature(found, _context(held, proofs, at), key_usage_settings=_MAY_SIGN)
            stamp = status.timestamp_validity
            moment = stamp.timestamp if stamp and stamp.intact and stamp.valid and stamp.trusted else at
            if moment != at:
                status = await async_validate_pdf_signature(found, _context(held, proofs, moment), key_usage_settings=_MAY_SIGN)
            about = _timed(about, status, stamp)
    except Exception as failure:  # noqa: BLE001 -- a hostile signature ends in any of them; it is then no good signature
        return replace(about, problem=type(failure).__name__)
    about = replace(about, intact=bool(status.intact and status.valid), coverage=_coverage(status))
    return await _trusted(about, status, held, proofs, moment)


def _about(found: EmbeddedPdfSignature) -> Signature:
    """What stands on its face."""
    certificate, ranges = found.signer_cert, found.byte_range
    subject, issuer = certificate.subject.native, certificate.issuer.native
    valid = certificate["tbs_certificate"]["validity"]
    return Signature(
        field=_text(found.field_name),
        is_timestamp=found.sig_object_type == "/DocTimeStamp",
        signer=_text(subject.get("common_name")),
        organisation=_text(subject.get("organization_name")),
        unit=_text(subject.get("organizational_unit_name")),
        issuer=_text(issuer.get("common_name") or issuer.get("organization_name")),
        valid_from=_time(valid["not_before"].native),
        valid_to=_time(valid["not_after"].native),
        covers_bytes=int(ranges[2]) + int(ranges[3]) if len(ranges) == 4 else 0,
    )


def _timed(about: Signature, status: Any, stamp: Any) -> Signature:
    claimed = _time(status.signer_reported_dt)
    if stamp is None:
        return replace(about, claimed_at=claimed)
    proof = TimeProof.BROKEN
    if stamp.intact and stamp.valid:
        proof = TimeProof.TRUSTED if stamp.trusted else TimeProof.UNTRUSTED
    return replace(about, claimed_at=claimed, proven_at=_time(stamp.timestamp), time_proof=proof)


def _coverage(status: Any) -> Coverage:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Coverage.WHOLE
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return Coverage.PART
    return Coverage.SIGNED_ON if status.docmdp_ok and status.modification_level in _CHANGES_NOTHING else Coverage.CHANGED


async def _trusted(about: Signature, status: Any, held: Held, proofs: Proofs, moment: datetime) -> Signature:
    """Whether the certificate leads to a root of ours, and whether its revocation is known."""
    if status.revoked:
        return replace(about, trust=Trust.REVOKED, revocation=Revocation.REVOKED)
    if not status.trusted:
        if not held.roots:
            return replace(about, trust=Trust.NO_ROOTS)
        trust = _TRUST.get(status.trust_problem_indic, Trust.UNFIT)
        if trust is Trust.UNFIT and not about.valid_from <= moment.astimezone(UTC).isoformat() <= about.valid_to:
            trust = Trust.EXPIRED  # the library says only in general that a certificate does not stand yet
        return replace(about, trust=trust, problem=_name(status.trust_problem_indic))
    path = status.validation_path
    root = _text(path.trust_anchor.authority.name.native.get("common_name") or path.trust_anchor.authority.name.human_friendly)
    revocation = Revocation.GOOD
    try:
        await async_validate_path(_context(held, proofs, moment, mode="require"), path)
    except RevokedError:
        revocation = Revocation.REVOKED
    except (PathError, ValidationError, ValueError):
        revocation = Revocation.UNKNOWN
    trust = Trust.REVOKED if revocation is Revocation.REVOKED else Trust.TRUSTED
    return replace(about, trust=trust, root=root, revocation=revocation)


def _context(held: Held, proofs: Proofs, moment: datetime, *, mode: str = "soft-fail") -> ValidationContext:
    return ValidationContext(
        trust_roots=list(held.roots),
        other_certs=[*held.others, *proofs.certificates],
        moment=moment,
        allow_fetching=False,
        crls=[*held.lists, *proofs.lists],
        ocsps=list(proofs.answers),
        revocation_mode=mode,
    )


def _proofs(reader: PdfFileReader, found: EmbeddedPdfSignature) -> Proofs:
    lists: list[Any] = []
    answers: list[Any] = []
    certificates: list[x509.Certificate] = list(found.other_embedded_certs)
    try:
        info = find_unique_cms_attribute(found.signer_info["signed_attrs"], "adobe_revocation_info_archival")
        lists += list(info["crl"] or ())
        answers += list(info["ocsp"] or ())
    except NonexistentAttributeError:
        pass
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return Proofs(tuple(certificates), tuple(lists), tuple(answers))
    certificates += store.load_certs()
    loaded = store.as_validation_context({"trust_roots": [], "allow_fetching": False})
    return Proofs(tuple(certificates), (*lists, *loaded.crls), (*answers, *loaded.ocsps))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(str(one) for one in value)
    return nfc(" ".join("".join(letter for letter in str(value or "") if letter.isprintable() or letter == " ").split()))[:LONGEST]


def _time(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else ""


def _name(indication: Any) -> str:
    return str(getattr(indication, "name", "") or "")
