"""Files that take time are kept at once, read a few pages at a time, and registered whole or not at all."""

from datetime import date, timedelta

import pytest

from loa.core.errors import NotFound
from loa.server.documents.errors import AlreadyRegistered, FileEmpty
from loa.server.documents.intake import pages, scans
from loa.server.documents.models import FilePage, GivenFile, GivenState, OfficialDocument
from loa.server.documents.queries import files_resting, given_files
from loa.server.documents.services import give_in, read_again, read_on, receive_document
from loa.server.documents.services.keeping import refuse
from loa.server.documents.tasks import READER
from loa.server.kit import files
from loa.server.kit.actors import RightMissing

from ..conftest import NOW
from . import made_pages


@pytest.fixture
def give(cast):
    def give(data=None, name="quet.pdf", by=None, agency_id=None):
        return give_in(data=data or made_pages.pdf(), name=name, agency_id=agency_id or cast.department, by=by or cast.clerk, now=NOW)

    return give


@pytest.fixture
def read():
    def read(given, *, most=20, now=NOW):
        for _slice in range(most):
            given = read_on(given_id=given.pk, by=READER, clock=lambda: now)
            if given.state in (GivenState.REGISTERED, GivenState.REFUSED):
                break
        return given

    return read


def seen_page(number, words=(), **facts):
    return pages.Leaf(number, tuple(words), b"\xff\xd8" + bytes([number]), 1.414, scanned=True, **facts)


def test_a_pdf_is_kept_when_given_in_and_registered_when_read(cast, give, read, trail_of):
    given = give()
    assert (given.state, files.read(given.file_sha256)) == (GivenState.WAITING, made_pages.pdf())
    assert not OfficialDocument.objects.exists()
    done = read(given)
    letter = done.document
    assert (done.state, done.pages, done.pages_read) == (GivenState.REGISTERED, 1, 1)
    assert (letter.reference, letter.date, letter.register_number) == ("2715/SYT-NVY", date(2023, 9, 5), 1)
    assert letter.subject == "tăng cường tuyên truyền phòng, chống bệnh sởi trong trường học"
    assert trail_of(given.pk) == ["document.file_given_in"]
    assert trail_of(letter.pk) == ["document.received"]


def test_each_word_of_the_paper_has_its_place_on_a_page(cast, give, read):
    letter = read(give()).document
    page = FilePage.objects.get(given__document=letter)
    assert page.words == []
    said = {letter.text[start:end]: (left, top) for start, end, left, top, *_rest in page.places}
    assert said["2715/SYT-NVY"][0] < 4000 < said["nghĩa".upper()][0]
    assert files.read(page.picture_sha256, ending=".jpg").startswith(b"\xff\xd8")


def test_what_is_read_at_once_is_the_same_as_what_is_read_in_slices(cast, give, read):
    whole = receive_document(data=made_pages.pdf(), name="a.pdf", agency_id=cast.department, by=cast.clerk, now=NOW)
    sliced = read(give(agency_id=cast.ward, by=cast.officer)).document
    assert (whole.text, whole.reading) == (sliced.text, sliced.reading)
    assert FilePage.objects.get(given__document=whole).places == FilePage.objects.get(given__document=sliced).places


def test_a_file_is_read_a_few_pages_at_a_time(cast, give, monkeypatch):
    monkeypatch.setattr(pages, "count_pages", lambda *_a, **_k: 7)
    monkeypatch.setattr(pages, "read_pages", lambda *_a, first, most, **_k: (seen_page(n) for n in range(first, min(8, first + most))))
    given, seen = give(), []
    for _slice in range(3):
        given = read_on(given_id=given.pk, by=READER, clock=lambda: NOW)
        seen.append(given.pages_read)
    assert seen == [3, 6, 7]
    assert (given.state, given.refusal_code) == (GivenState.REFUSED, "documents.nothing_recognised")


def test_a_reading_that_was_killed_goes_on_where_it_stopped(cast, give, read, monkeypatch):
    monkeypatch.setattr(pages, "count_pages", lambda *_a, **_k: 3)

    def dies(*_given, **_named):
        yield seen_page(1)
        raise KeyboardInterrupt

    monkeypatch.setattr(pages, "read_pages", dies)
    given = give()
    with pytest.raises(KeyboardInterrupt):
        read_on(given_id=given.pk, by=READER, clock=lambda: NOW)
    held = GivenFile.objects.get()
    assert (held.state, held.pages_read) == (GivenState.READING, 1)
    assert read_on(given_id=given.pk, by=READER, clock=lambda: NOW).pages_read == 1  # somebody may still be at it
    assert files_resting(now=NOW) == []
    later = NOW + timedelta(minutes=10)
    assert files_resting(now=later) == [given.pk]
    asked = []
    monkeypatch.setattr(pages, "read_pages", lambda *_a, first, **_k: asked.append(first) or iter([seen_page(2), seen_page(3)]))
    assert read(given, now=later).pages_read == 3
    assert asked == [2]


def test_a_page_that_ends_the_worker_three_times_is_given_up(cast, give, monkeypatch):
    def dies(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(pages, "read_pages", dies)
    given, now = give(), NOW
    for _try in range(3):
        now += timedelta(minutes=10)
        with pytest.raises(KeyboardInterrupt):
            read_on(given_id=given.pk, by=READER, clock=lambda now=now: now)
    now += timedelta(minutes=10)
    done = read_on(given_id=given.pk, by=READER, clock=lambda: now)
    assert (done.state, done.refusal_code) == (GivenState.REFUSED, "documents.reading_stopped")


def test_a_file_that_cannot_be_read_stays_kept_with_its_reason(cast, give, read, trail_of):
    data = b"%PDF-1.7\ncut off"
    done = read(give(data))
    assert (done.state, done.refusal_code, done.document) == (GivenState.REFUSED, "documents.pdf_damaged", None)
    assert files.read(done.file_sha256) == data
    assert trail_of(done.pk) == ["document.file_given_in", "document.file_refused"]
    assert not OfficialDocument.objects.exists()
    assert not FilePage.objects.exists()


def test_a_file_that_is_refused_at_once_is_kept_too(cast):
    with pytest.raises(Exception, match="tiếng Việt"):
        receive_document(data=b"Dear all, no news. " * 9, name="a.txt", agency_id=cast.department, by=cast.clerk, now=NOW)
    held = GivenFile.objects.get()
    assert (held.state, held.refusal_code, held.given_by_name) == (GivenState.REFUSED, "documents.not_vietnamese", cast.clerk.name)
    assert files.read(held.file_sha256).startswith(b"Dear all")


def test_a_scan_waits_for_the_recogniser_and_is_read_when_it_is_installed(cast, give, read, monkeypatch):
    scan = made_pages.saved(made_pages.page(120), "PNG")
    with monkeypatch.context() as without:
        without.setattr(scans.shutil, "which", lambda _name: None)
        held = read(give(scan, "quet.png"))
    assert (held.state, held.refusal_code) == (GivenState.REFUSED, "documents.recogniser_missing")
    word = pages.Word
    lines = ["Số: 12/TB-UBND", "Kính gửi: Ủy ban nhân dân các xã", "Đề nghị các đơn vị báo cáo kết quả thực hiện"]
    words = [
        word(w, (500 * i, 1000 + 300 * n, 500 * i + 450, 1150 + 300 * n), 0.9)
        for n, line in enumerate(lines)
        for i, w in enumerate(line.split())
    ]
    monkeypatch.setattr(pages, "read_pages", lambda *_a, **_k: iter([seen_page(1, words)]))
    again = read_again(given_id=held.pk, by=cast.clerk, now=NOW)
    assert again.state == GivenState.WAITING
    assert read(again).document.number == "12"


def test_the_same_file_is_given_in_once(cast, give, read):
    first = give()
    assert give().pk == first.pk
    read(first)
    with pytest.raises(AlreadyRegistered):
        give()
    assert give(agency_id=cast.ward, by=cast.officer).pk != first.pk


def test_only_whoever_holds_the_book_gives_files_in(cast, give, read):
    with pytest.raises(RightMissing):
        give(by=cast.officer)
    with pytest.raises(FileEmpty):
        give(b" ")
    held = read(give(b"%PDF-1.4"))
    with pytest.raises(NotFound):
        read_again(given_id=held.pk, by=cast.neighbour_officer, now=NOW)
    assert list(given_files(seen_by=cast.clerk)) == [held]
    assert list(given_files(seen_by=cast.neighbour_officer)) == []


def test_a_worker_who_comes_too_late_undoes_nothing(cast, give, read):
    given = give()
    late = GivenFile.objects.get(pk=given.pk)
    done = read(given)
    kept = refuse(given=late, refusal=FileEmpty(name="a.pdf"), by=READER, now=NOW)
    assert (kept.state, kept.document) == (GivenState.REGISTERED, done.document)
    assert GivenFile.objects.get(pk=given.pk).state == GivenState.REGISTERED


def test_a_file_the_store_has_lost_is_refused_and_not_tried_for_ever(cast, give, read):
    given = give()
    files.path_of(given.file_sha256).unlink()
    assert read(given).refusal_code == "files.gone"
