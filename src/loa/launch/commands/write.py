"""`loa write KIND CONTENT.json --out FILE.docx [--pdf]`: an official paper from its content. Registers nothing, needs no data."""

import argparse
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from loa.core.errors import BadInput, TooLarge
from loa.core.folding import search_key
from loa.core.words import vi

NAME = "write"
HELP = vi(
    "Viết một văn bản (công văn, kế hoạch, báo cáo, quyết định, giấy mời …) theo thể thức Nghị định 30/2020/NĐ-CP từ tệp nội dung JSON."
)
NEEDS_HOME = False

_MOST_BYTES = 8 * 1024 * 1024


class ContentUnreadable(BadInput):
    """No file of content, or one that cannot be opened."""

    code = "write.content_unreadable"
    sentence = vi("Không mở được tệp nội dung {path}: {why}. Hãy kiểm tra đường dẫn.")


class ContentTooLarge(TooLarge):
    """More content than a paper has."""

    code = "write.content_too_large"
    sentence = vi("Tệp nội dung {path} lớn hơn {limit_mb} MB. Hãy tách bớt phụ lục thành văn bản riêng.")


class OutputMissing(BadInput):
    """Nobody said where the paper goes, or what it is made of."""

    code = "write.output_missing"
    sentence = vi(
        "Hãy nêu tệp nội dung và nơi ghi: loa write {kind} NOI_DUNG.json --out VAN_BAN.docx. Xem mẫu nội dung: loa write --example {kind}."
    )


class OutputUnwritable(BadInput):
    """The place of the paper takes no file, or is no DOCX by name."""

    code = "write.output_unwritable"
    sentence = vi("Không ghi được tệp {path}: {why}. Hãy chọn nơi ghi khác, tên tệp kết thúc bằng .docx.")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`write KIND CONTENT --out FILE [--pdf]`, or `write --example KIND`."""
    parser.add_argument(
        "kind", metavar="KIND", help=vi("loại văn bản: cong_van, ke_hoach, thong_bao, bao_cao, to_trinh, quyet_dinh, giay_moi …")
    )
    parser.add_argument("content", metavar="CONTENT.json", type=Path, nargs="?", help=vi("tệp nội dung"))
    parser.add_argument("--out", metavar="FILE.docx", type=Path, help=vi("nơi ghi văn bản"))
    parser.add_argument("--pdf", action="store_true", help=vi("ghi thêm bản PDF bên cạnh"))
    parser.add_argument("--example", action="store_true", help=vi("in một tệp nội dung mẫu của loại này"))


def run(args: argparse.Namespace) -> int:
    """0 when the paper was written; what its form lacks is told on stderr and hinders nothing."""
    from loa.server.documents.papers import faults_of, to_docx, to_pdf
    from loa.server.documents.papers.written import json_of

    name, write, example = _kind(args.kind)
    if args.example:
        print(json.dumps(example(), ensure_ascii=False, indent=2))
        return 0
    if args.content is None or args.out is None:
        raise OutputMissing(kind=name)
    if args.out.suffix.lower() != ".docx":
        raise OutputUnwritable(path=args.out, why=vi("tên tệp không kết thúc bằng .docx"))
    paper = write(json_of(_bytes(args.content)))
    _keep(args.out, to_docx(paper))
    if args.pdf:
        _keep(args.out.with_suffix(".pdf"), to_pdf(paper))
    for fault in faults_of(paper):
        print(vi("Thể thức – {element}: {sentence}").format(element=fault.element, sentence=fault.sentence), file=sys.stderr)
    return 0


def _kind(said: str) -> tuple[str, Callable[[object], Any], Callable[[], Any]]:
    """The kind by its code or its name ("cong_van", "cong-van", "công văn"), who writes it, an example of its content."""
    from loa.server.documents.errors import PaperKindUnknown
    from loa.server.documents.papers.kinds import PaperKind
    from loa.server.documents.papers.written import example_of, paper_from_content
    from loa.server.reports.official.letter_content import EXAMPLES, WRITERS, LetterKind

    wanted = _folded(said)
    for letter in LetterKind:
        if wanted in (_folded(letter), _folded(letter.vi)):
            return letter.value, WRITERS[letter], partial(EXAMPLES.__getitem__, letter)
    for kind in PaperKind:
        if wanted in (_folded(kind), _folded(kind.vi)):
            return kind.value, partial(paper_from_content, kind), partial(example_of, kind)
    raise PaperKindUnknown(kind=said[:60], known=", ".join([*PaperKind, *LetterKind]))


def _folded(words: str) -> str:
    return search_key(words.replace("_", " ").replace("-", " "))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ContentTooLarge(path=path, limit_mb=_MOST_BYTES >> 20)
        return path.read_bytes()
    except OSError as error:
        raise ContentUnreadable(path=path, why=error.strerror) from None


def _keep(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputUnwritable(path=path, why=error.strerror) from None
