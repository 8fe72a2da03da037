"""Plain text: UTF-8, UTF-16 with its mark; anything else is told in a sentence."""

import codecs
import re

from loa.server.documents.errors import FileNotText, LegacyEncoding

MARKED: tuple[tuple[bytes, str], ...] = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
SAMPLE = 65_536
# Letters of TCVN3 read as Latin-1 ("UBND thµnh phè"): Vietnamese in Unicode never has them.
MOJIBAKE = re.compile(r"[µ¸¶·¹¨»¾¼½Æ©ÇË®ªÐÑ×ÖÞäçëîûþÿ]")
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")


def extract(data: bytes, *, name: str) -> str:
    """The text of these bytes. Raises FileNotText for binary, LegacyEncoding for other encodings than Unicode."""
    text = decoded(data, name=name)
    sample = text[:SAMPLE]
    if len(CONTROL_CHARACTER.findall(sample)) > len(sample) // 200:
        raise FileNotText(name=name)
    if looks_garbled(sample):
        raise LegacyEncoding(name=name)
    return CONTROL_CHARACTER.sub(" ", text)


def decoded(data: bytes, *, name: str) -> str:
    """Unicode or a refusal."""
    encoding = next((encoding for mark, encoding in MARKED if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as failure:
        if encoding == "utf-8" and cut_in_a_letter(data, failure):
            return data[: failure.start].decode()
        sample = data[:SAMPLE]
        if encoding == "utf-8" and len(CONTROL.findall(sample)) <= len(sample) // 200:
            raise LegacyEncoding(name=name) from failure
        raise FileNotText(name=name) from failure


def cut_in_a_letter(data: bytes, failure: UnicodeDecodeError) -> bool:
    """A file cut off inside its last character is still text."""
    return failure.reason == "unexpected end of data" and len(data) - failure.start < 4 and failure.start > 0


def looks_garbled(text: str) -> bool:
    """TCVN3 that was read as Latin-1 and saved as Unicode."""
    strange = len(MOJIBAKE.findall(text))
    return strange > 20 and strange > 2 * len(VIETNAMESE.findall(text))
