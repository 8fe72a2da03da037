"""What the sender's register says of a paper, put over what was read in its file."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from loa.core.errors import LoaError
from loa.core.folding import search_key
from loa.server.documents.intake import read_file

DISPUTED = 0.5  # of a value that the paper's own text says otherwise


def read_or_blank(data: bytes, *, name: str) -> tuple[str, dict[str, Any]]:
    """Text and reading of a file; one that cannot be read gives neither, and says which refusal it earned."""
    try:
        read = read_file(data, name=name, limit_bytes=settings.LOA_MOST_UPLOAD_BYTES)
    except LoaError as refusal:
        return "", {"unread": refusal.code}
    return read.text, read.letter.as_json()


def with_known(reading: Mapping[str, Any], told: Mapping[str, str | None], *, sure: float) -> dict[str, Any]:
    """The reading with these values in place of what was read; where the two differ both are shown, and neither is sure."""
    known = {field: value for field, value in told.items() if value}
    evidence = dict(reading.get("evidence") or {})
    for field, value in known.items():
        was, about = reading.get(field), dict(evidence.get(field) or {"span": None, "alternatives": []})
        if was and search_key(str(was)) != search_key(value):
            about |= {"confidence": DISPUTED, "alternatives": [was, *about["alternatives"]]}
        else:
            about["confidence"] = sure
        evidence[field] = about
    return {**reading, **known, "evidence": evidence}
