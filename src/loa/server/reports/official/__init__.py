"""The official report (báo cáo chính thức): DOCX, PDF and XLSX, all made from one sealed snapshot and nothing else. Pure."""

from dataclasses import dataclass

from loa.core.snapshots import Sealed, canonical, read_snapshot
from loa.server.documents.papers import to_docx, to_pdf
from loa.server.reports.official.paper import report_paper
from loa.server.reports.official.workbook import report_workbook


@dataclass(frozen=True)
class OfficialFiles:
    """The four files of one official report, as bytes."""

    docx: bytes
    pdf: bytes
    xlsx: bytes
    snapshot: bytes

    def named(self, stem: str = "bao-cao-SO") -> dict[str, bytes]:
        """File names and bytes; the caller writes them."""
        return {
            f"{stem}.docx": self.docx,
            f"{stem}.pdf": self.pdf,
            f"{stem}.xlsx": self.xlsx,
            f"{stem}.snapshot.json": self.snapshot,
        }


def official_files(snapshot: Sealed, *, fingerprint: str) -> OfficialFiles:
    """All four from the one sealed snapshot; `fingerprint` is that of the key which signed it."""
    kept = canonical(snapshot)
    snapshot = read_snapshot(kept)  # the papers are made from what the file says, not from what it was made of
    paper = report_paper(snapshot, fingerprint=fingerprint)
    return OfficialFiles(
        docx=to_docx(paper),
        pdf=to_pdf(paper),
        xlsx=report_workbook(snapshot, fingerprint=fingerprint),
        snapshot=kept,
    )
