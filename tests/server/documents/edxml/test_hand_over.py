"""The folder between Loa and whoever carries packets: every file taken once or refused with its reason, everything to send laid down once."""

import fcntl

import pytest

from loa.server.documents.edxml.packet import Organ
from loa.server.documents.edxml.reading import read_answer
from loa.server.documents.edxml.writing import write_packet
from loa.server.documents.errors import ExchangeFolderBusy
from loa.server.documents.models import Exchange
from loa.server.documents.services import handing_over
from loa.server.documents.services.handing_over import hand_over, take_arrived

from ...conftest import NOW, OWNER
from .conftest import DEPARTMENT, OFFICE

pytestmark = pytest.mark.usefixtures("identified")


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "trao-doi"
    (place / "den").mkdir(parents=True)
    return place


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []


def test_good_files_are_taken_and_bad_ones_set_aside_with_the_reason(cast, packet, folder):
    (folder / "den" / "1349.edxml").write_bytes(write_packet(packet))
    (folder / "den" / "hong.xml").write_bytes(b"<edXML>")
    (folder / "den" / "ghi-chu.txt").write_text("không phải gói")
    taken, refused = take_arrived(folder, by=OWNER, now=NOW)
    assert [exchange.agency_id for exchange in taken] == [cast.office]
    assert [one.name for one in refused] == ["hong.xml"]
    assert names(folder / "den") == ["ghi-chu.txt"]
    assert names(folder / "den" / "da-nhan") == ["1349.edxml"]
    assert "edXML" in (folder / "den" / "tu-choi" / "hong.xml.txt").read_text()


def test_a_packet_for_nobody_here_is_set_aside(changed, folder):
    (folder / "den" / "a.edxml").write_bytes(write_packet(changed(to=())))
    _, refused = take_arrived(folder, by=OWNER, now=NOW)
    assert "không nơi nhận nào" in refused[0].sentence


def test_our_answers_are_laid_down_once(packet, folder):
    (folder / "den" / "a.edxml").write_bytes(write_packet(packet))
    take_arrived(folder, by=OWNER, now=NOW)
    assert hand_over(folder, by=OWNER, now=NOW) == (0, 2)
    laid = names(folder / "di")
    assert [read_answer((folder / "di" / name).read_bytes(), name=name).status for name in laid] == ["01", "03"]
    assert hand_over(folder, by=OWNER, now=NOW) == (0, 0)


def test_a_run_killed_after_taking_a_file_goes_on_with_the_next(packet, folder):
    (folder / "den" / "a.edxml").write_bytes(write_packet(packet))
    take_arrived(folder, by=OWNER, now=NOW)
    (folder / "den" / "da-nhan" / "a.edxml").rename(folder / "den" / "a.edxml")  # as if the move had not come about
    taken, refused = take_arrived(folder, by=OWNER, now=NOW)
    assert (len(taken), refused, Exchange.objects.count()) == (1, [], 1)


def test_a_folder_with_nothing_in_it_is_nothing_to_do(tmp_path):
    assert take_arrived(tmp_path / "none", by=OWNER, now=NOW) == ([], [])


def test_a_second_file_of_the_same_name_is_set_beside_the_first(folder):
    for bad in (b"<edXML>", b"<edXML/>"):
        (folder / "den" / "a.xml").write_bytes(bad)
        take_arrived(folder, by=OWNER, now=NOW)
    kept = [path.read_bytes() for path in sorted((folder / "den" / "tu-choi").iterdir()) if path.suffix == ".xml"]
    assert sorted(kept) == [b"<edXML/>", b"<edXML>"]


def test_one_receiver_who_cannot_take_a_packet_keeps_no_other_from_it(cast, changed, folder):
    first = changed()
    (folder / "den" / "1.edxml").write_bytes(write_packet(first))
    take_arrived(folder, by=OWNER, now=NOW)
    # The office holds another paper under this identifier; the Sở holds none.
    both = changed(subject="khác", to=(Organ(OFFICE, "Phòng"), Organ(DEPARTMENT, "Sở")))
    (folder / "den" / "2.edxml").write_bytes(write_packet(both))
    taken, refused = take_arrived(folder, by=OWNER, now=NOW)
    assert [exchange.agency_id for exchange in taken] == [cast.department]
    assert [one.name for one in refused] == ["2.edxml"]


def test_a_folder_called_like_a_packet_stops_nothing(packet, folder):
    (folder / "den" / "a.xml").mkdir()
    (folder / "den" / "b.edxml").write_bytes(write_packet(packet))
    taken, refused = take_arrived(folder, by=OWNER, now=NOW)
    assert (len(taken), refused) == (1, [])


def test_a_second_run_on_the_folder_waits_and_then_says_so(folder, packet, monkeypatch):
    monkeypatch.setattr(handing_over, "PATIENCE_SECONDS", 0.2)
    (folder / "den" / "a.edxml").write_bytes(write_packet(packet))
    with (folder / handing_over.LOCK).open("a") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        for run in (take_arrived, hand_over):
            with pytest.raises(ExchangeFolderBusy, match="đang chạy trên thư mục này"):
                run(folder, by=OWNER, now=NOW)
        assert not Exchange.objects.exists()
    taken, _refused = take_arrived(folder, by=OWNER, now=NOW)
    assert len(taken) == 1


def test_a_file_that_its_carrier_took_back_stops_no_other(folder, packet, monkeypatch):
    for name in ("a.edxml", "b.edxml"):
        (folder / "den" / name).write_bytes(write_packet(packet))
    taken_in = handing_over._taken

    def gone(path, **told):
        if path.name == "a.edxml":
            path.unlink()
        return taken_in(path, **told)

    monkeypatch.setattr(handing_over, "_taken", gone)
    taken, refused = take_arrived(folder, by=OWNER, now=NOW)
    assert (len(taken), refused, names(folder / "den" / "da-nhan")) == (1, [], ["b.edxml"])
