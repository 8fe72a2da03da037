"""What is known of the signatures of a file, as frozen values that survive JSON. What could not be learnt is said as unknown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from loa.core.faces import Faced


class FileState(Faced):
    """What the file is, before any signature is looked at."""

    SIGNED = "signed", "có chữ ký số"
    UNSIGNED = "unsigned", "không có chữ ký số"
    ENCRYPTED = "encrypted", "đặt mật khẩu, không kiểm tra được"
    DAMAGED = "damaged", "hỏng hoặc bị cắt cụt, không kiểm tra được"
    TOO_SLOW = "too_slow", "kiểm tra quá lâu nên đã dừng"


class Coverage(Faced):
    """How much of the file, as it is now, the signature answers for."""

    WHOLE = "whole", "phủ toàn bộ tệp"
    SIGNED_ON = "signed_on", "sau chữ ký này tệp chỉ được ký thêm hoặc thêm dữ liệu lưu trữ chữ ký"
    CHANGED = "changed", "tệp đã bị thay đổi nội dung sau chữ ký này"
    PART = "part", "chữ ký chỉ phủ một phần tệp"


class Trust(Faced):
    """Whether the signer's certificate leads to a root that the administrator put into the folder of trust."""

    TRUSTED = "trusted", "chứng thư số nối được tới chứng thư số gốc tin cậy"
    NO_ROOTS = "no_roots", "chưa có chứng thư số gốc để đối chiếu người ký"
    UNKNOWN_ROOT = "unknown_root", "chứng thư số không nối được tới chứng thư số gốc nào đã cài"
    EXPIRED = "expired", "chứng thư số không còn hoặc chưa có hiệu lực tại thời điểm đối chiếu"
    REVOKED = "revoked", "chứng thư số đã bị thu hồi"
    UNFIT = "unfit", "chứng thư số không dùng được để ký văn bản hoặc thuật toán quá yếu"


class Revocation(Faced):
    """Whether it is known that the certificate was not revoked. Nothing is fetched: the file or the folder of trust has to bring it."""

    GOOD = "good", "chứng thư số chưa bị thu hồi (theo danh sách kèm theo)"
    REVOKED = "revoked", "chứng thư số đã bị thu hồi"
    UNKNOWN = "unknown", "chưa biết chứng thư số có bị thu hồi hay không"


class TimeProof(Faced):
    """What stands behind the time of signing."""

    NONE = "none", "giờ ký do máy của người ký ghi, không có dấu thời gian"
    TRUSTED = "trusted", "có dấu thời gian tin cậy"
    UNTRUSTED = "untrusted", "có dấu thời gian, chưa đối chiếu được nơi cấp"
    BROKEN = "broken", "dấu thời gian không khớp với chữ ký"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature. Times are ISO 8601; `covers_bytes` is how far into the file it reaches.

    `signer`, `organisation`, `unit` stand in the certificate; numbers of identity papers that certificates carry too are not taken over.
    """

    field: str = ""
    is_timestamp: bool = False  # a time-stamp over the whole file (DocTimeStamp), nobody's signature
    signer: str = ""
    organisation: str = ""
    unit: str = ""
    issuer: str = ""
    valid_from: str = ""
    valid_to: str = ""
    claimed_at: str = ""
    proven_at: str = ""
    time_proof: TimeProof = TimeProof.NONE
    intact: bool = False  # the signed bytes are as they were, and the signature is of this certificate's key
    coverage: Coverage = Coverage.PART
    covers_bytes: int = 0
    trust: Trust = Trust.UNKNOWN_ROOT
    root: str = ""
    revocation: Revocation = Revocation.UNKNOWN
    problem: str = ""  # a word for the log when it could not be checked


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """All signatures of a file in the order of signing, as checked at one moment against the roots that were there."""

    state: FileState
    checked_at: str
    signatures: tuple[Signature, ...] = ()
    additions: int = 0  # notes, drawings and form fields on the pages that are no part of a signature
    roots: int = 0
    unread_trust: tuple[str, ...] = ()  # files in the folder of trust that could not be used

    @property
    def people(self) -> tuple[Signature, ...]:
        """Signatures without the time-stamps over the file."""
        return tuple(one for one in self.signatures if not one.is_timestamp)

    @property
    def broken(self) -> tuple[Signature, ...]:
        """Those whose signed bytes or whose signature itself is not as it was."""
        return tuple(one for one in self.signatures if not one.intact)

    @property
    def answers_for_file(self) -> bool:
        """Whether somebody's signature answers for the file as it is now."""
        return any(one.intact and one.coverage in (Coverage.WHOLE, Coverage.SIGNED_ON) for one in self.people)

    def as_json(self) -> dict[str, Any]:
        """As kept beside the paper."""
        return asdict(self)

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "SignatureReport":
        """What `as_json` gave."""
        return cls(
            state=FileState(held["state"]),
            checked_at=held["checked_at"],
            signatures=tuple(_signature(one) for one in held["signatures"]),
            additions=held["additions"],
            roots=held["roots"],
            unread_trust=tuple(held["unread_trust"]),
        )


_ENUMS = {"coverage": Coverage, "trust": Trust, "revocation": Revocation, "time_proof": TimeProof}


def _signature(held: Mapping[str, Any]) -> Signature:
    return Signature(**{**held, **{key: kind(held[key]) for key, kind in _ENUMS.items()}})
