"""Digital signatures on PDF papers (PAdES): who signed, what is covered, and whether the text is the paper's own. Needs no Django, asks no network."""

from loa.server.documents.signing.comparing import Compared, Difference, Looks, compare, filled_in, read_day
from loa.server.documents.signing.report import Coverage, FileState, Revocation, Signature, SignatureReport, TimeProof, Trust
from loa.server.documents.signing.trust import TrustFolder, read_trust
from loa.server.documents.signing.verifying import looks_of, may_be_signed, texts_of, verify

__all__ = [
    "Compared",
    "Coverage",
    "Difference",
    "FileState",
    "Looks",
    "Revocation",
    "Signature",
    "SignatureReport",
    "TimeProof",
    "Trust",
    "TrustFolder",
    "compare",
    "filled_in",
    "looks_of",
    "may_be_signed",
    "read_day",
    "read_trust",
    "texts_of",
    "verify",
]
