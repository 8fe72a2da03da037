"""DOCX as offices make them: macros beside the text, changes still tracked, notes at the foot, templates under another name."""

import io
import zipfile

import docx
import pytest

from loa.server.documents import errors
from loa.server.documents.intake import extract

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FOOTNOTES = (
    f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{W}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:t>Ban hành kèm theo Quyết định số 12/QĐ-UBND.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
RELATION = (
    '<Relationship Id="rIdF" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
)
OVERRIDE = (
    '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
)
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def made(text: str = "Kính gửi: Ủy ban nhân dân các xã", *, change=lambda _name, part: part, more=()) -> bytes:
    """A DOCX of one paragraph, its parts changed, further parts added."""
    document, plain, out = docx.Document(), io.BytesIO(), io.BytesIO()
    document.add_paragraph(text)
    document.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(name, before.read(name).decode()) if name.endswith((".xml", ".rels")) else before.read(name))
        for name, part in more:
            after.writestr(name, part)
    return out.getvalue()


def codes(read) -> list[str]:
    return [note.code for note in read.notes]


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_documents_with_macros_and_templates_are_read_and_never_run(kind):
    change = lambda name, part: part.replace(PLAIN, kind) if name == "[Content_Types].xml" else part  # noqa: E731
    read = extract(made(change=change, more=[("word/vbaProject.bin", b"\x00" * 40)]), name="a.docm")
    assert (read.text, codes(read)) == ("Kính gửi: Ủy ban nhân dân các xã", ["macros"])


def test_changes_that_are_still_tracked_are_read_as_accepted_and_told():
    marked = '<w:ins w:id="1" w:author="a"><w:r><w:t>mới</w:t></w:r></w:ins><w:del w:id="2" w:author="a"><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>'
    change = lambda name, part: part.replace("</w:p>", marked, 1) if name == "word/document.xml" else part  # noqa: E731
    read = extract(made("Số: ", change=change), name="a.docx")
    assert (read.text, codes(read)) == ("Số: mới", ["tracked"])


def test_footnotes_stand_at_the_end():
    def change(name, part):
        if name == "word/_rels/document.xml.rels":
            return part.replace("</Relationships>", f"{RELATION}</Relationships>")
        return part.replace("</Types>", f"{OVERRIDE}</Types>") if name == "[Content_Types].xml" else part

    read = extract(made(change=change, more=[("word/footnotes.xml", FOOTNOTES)]), name="a.docx")
    assert read.text.splitlines() == ["Kính gửi: Ủy ban nhân dân các xã", "[1] Ban hành kèm theo Quyết định số 12/QĐ-UBND."]
    assert codes(read) == ["footnotes"]


def test_parts_that_are_locked_are_a_password():
    data = bytearray(made())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    with pytest.raises(errors.PasswordProtected):
        extract(bytes(data), name="a.docx")


def test_a_paragraph_nested_ten_thousand_deep_ends_in_a_sentence():
    deep = "<w:smartTag>" * 10_000 + "</w:smartTag>" * 10_000
    change = lambda name, part: part.replace("</w:p>", f"{deep}</w:p>", 1) if name == "word/document.xml" else part  # noqa: E731
    with pytest.raises(errors.DocxDamaged):
        extract(made(change=change), name="a.docx")


@pytest.mark.parametrize("target", ['Target="styles.xml"', 'Target="numbering.xml"'])
def test_a_relation_that_names_no_part_ends_in_a_sentence(target):
    change = lambda name, part: part.replace(target, "") if name == "word/_rels/document.xml.rels" else part  # noqa: E731
    with pytest.raises(errors.DocxDamaged):
        extract(made(change=change), name="a.docx")
