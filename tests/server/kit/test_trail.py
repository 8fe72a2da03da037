"""The sealed trail: a row that was changed, dropped or put in is found; a person can be forgotten and it still holds."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from loa.core.errors import BadInput
from loa.server.kit import acts, answers, events, refusals, trail
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.covering import facts_of
from loa.server.kit.forgetting import Words, forget_in_trail
from loa.server.kit.models import AuditEntry, PersonKey, TrailAnchor
from loa.wire import trail_check
from loa.wire.trail_check import ERASED

from .conftest import LAN, NOW

HANDED_OVER = Path(trail_check.__file__)
BINH = replace(LAN, name="Trần Văn Bình", person_id=uuid4(), behalf_of="Lan", behalf_person_id=LAN.person_id)


@pytest.fixture
def sealed(db, bell):
    acts.record_all([bell(bell_id=uuid4()) for _ in range(5)], by=LAN, now=NOW, after={"rung": 1}, why="thử")
    assert trail.seal() == 5


@pytest.fixture
def named(monkeypatch):
    """An event that names a person."""
    monkeypatch.setattr(events, "REGISTRY", dict(events.REGISTRY))

    @dataclass(frozen=True, kw_only=True)
    class Named(events.Event):
        code: ClassVar[str] = "test.named"
        sentence: ClassVar[str] = "Gọi tên {username}"
        subject: ClassVar[str] = "person_id"
        personal: ClassVar[Mapping[str, str]] = {"username": "person_id"}
        person_id: UUID
        username: str

    @dataclass(frozen=True, kw_only=True)
    class Erased(events.Event):
        code: ClassVar[str] = trail_check.ERASURE
        sentence: ClassVar[str] = "Xóa"
        subject: ClassVar[str] = "person_id"
        person_id: UUID
        trail_values: int = 0
        links_given_up: int = 0

    Named.erased = Erased
    return Named


def forget(named, person_id, *words):
    gone = forget_in_trail(person_id, Words(words), now=NOW)
    acts.record(named.erased(person_id=person_id, trail_values=gone.values, links_given_up=gone.links_given_up), by=LAN, now=NOW)
    return gone


def as_format_1():
    """Rows as they were written before there was another format."""
    for row in AuditEntry.objects.all():
        row.format, row.commitments, row.salts = 1, {}, {}
        row.payload, row.personal = facts_of(row), {}
        row.behalf_of, row.behalf_person_id = "", None
        row.save()


def test_a_trail_that_nobody_touched_holds(sealed):
    assert trail.verify() == trail.Verdict(sealed=5, unsealed=0, broken_at=None)
    assert trail.seal() == 0


def test_what_is_not_sealed_yet_is_counted(sealed, bell):
    acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
    assert trail.verify() == trail.Verdict(sealed=5, unsealed=1, broken_at=None)
    assert trail.seal() == 1
    assert trail.verify().sealed == 6


CHANGES = [
    {"actor_name": "Ai khác"},
    {"why": "khác"},
    {"payload": {}},
    {"after": None},
    {"refused": True},
    {"subject_id": "x"},
    {"commitments": {}},
    {"salts": {}},
    {"actor_person_id": None},
    {"behalf_of": "Ai khác"},
    {"erased": {"actor_name": str(LAN.person_id)}},
    {"erased": {"actor_name": str(LAN.person_id)}, "actor_name": ERASED},
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_row_is_found(sealed, guards_lifted, change):
    guards_lifted()
    AuditEntry.objects.filter(seal_position=3).update(**change)
    verdict = trail.verify()
    assert not verdict.holds
    assert verdict.broken_at == (
        6 if {"erased", "actor_name"} <= set(change) else 3
    )  # nobody's act explains the erasure: known only at the end


@pytest.mark.parametrize("change", [{"actor_name": "Ai khác"}, {"why": "khác"}, {"payload": {}}, {"refused": True}])
def test_a_changed_row_of_format_1_is_found(db, bell, guards_lifted, change):
    guards_lifted()
    acts.record_all([bell(bell_id=uuid4()) for _ in range(5)], by=LAN, now=NOW, why="thử")
    as_format_1()
    trail.seal()
    assert trail.verify().holds
    AuditEntry.objects.filter(seal_position=3).update(**change)
    assert trail.verify().broken_at == 3


def test_a_key_thrown_away_without_an_act_is_found(sealed):
    PersonKey.objects.update(key="")
    assert trail.verify().broken_at == 1


def test_a_person_who_comes_or_goes_while_the_rows_are_read_is_no_alarm(sealed, named, bell, monkeypatch):
    """Keys are read first and rows after; meanwhile somebody acts for the first time, and somebody is erased."""
    read = trail._sealed

    def slowly():
        acts.record(bell(bell_id=uuid4()), by=BINH, now=NOW)
        forget(named, LAN.person_id, LAN.name)
        trail.seal()
        return [row for row in read() if row.event != trail_check.ERASURE]

    monkeypatch.setattr(trail, "_sealed", slowly)
    verdict = trail.verify()
    assert (verdict.holds, verdict.sealed) == (True, 6)


def test_a_dropped_row_is_found(sealed, guards_lifted):
    guards_lifted()
    AuditEntry.objects.filter(seal_position=2).delete()
    assert trail.verify().broken_at == 2


def test_a_row_sealed_by_hand_is_found(sealed):
    AuditEntry.objects.create(at=NOW, event="x", subject_id="x", actor_name="x", via="x", seal_position=6, seal_sha256="0" * 64)
    assert trail.verify().broken_at == 6


SETTABLE = [c for c in CHANGES if "erased" not in c]


@pytest.mark.parametrize("change", [*SETTABLE, {"seal_position": 9}, {"seal_sha256": "0" * 64}, {"format": 1}])
def test_the_database_refuses_to_change_a_row(sealed, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.filter(seal_position=3).update(**change)
    assert trail.verify().holds


def test_the_database_refuses_to_drop_a_row(sealed):
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditEntry.objects.filter(seal_position=3).delete()
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE kit_auditentry")
    assert trail.verify().sealed == 5


def test_names_stand_outside_the_chain_and_on_the_page(db, named):
    acts.record(named(person_id=uuid4(), username="lan.nguyen"), by=BINH, now=NOW, before={"username": "cu"}, why="vì thế")
    row = AuditEntry.objects.get()
    chained = {name: getattr(row, name) for name in trail_check.SEALED[2]}
    assert not any(word in str(chained) for word in ("lan.nguyen", "Trần", "Lan", "vì thế", "cu'"))
    assert (row.actor_name, row.behalf_of, facts_of(row)["username"]) == ("Trần Văn Bình", "Lan", "lan.nguyen")
    assert facts_of(row, "before") == {"username": "cu"}


def test_a_person_is_forgotten_and_the_chain_still_holds(db, named, bell):
    lost = uuid4()
    acts.record(named(person_id=lost, username="lan.nguyen"), by=LAN, now=NOW, after={"note": "gọi lan.nguyen nhé"}, why="lan.nguyen nghỉ")
    acts.record(bell(bell_id=uuid4()), by=BINH, now=NOW, why="việc khác")
    trail.seal()
    gone = forget(named, lost, "lan.nguyen")
    assert (gone.values, gone.links_given_up) == (3, 0)
    trail.seal()
    verdict = trail.verify()
    assert (verdict.holds, verdict.sealed, verdict.check.erased_values) == (True, 3, 3)
    assert "lan.nguyen" not in str(list(AuditEntry.objects.values()))
    assert AuditEntry.objects.get(seal_position=2).why == "việc khác"


def test_who_acted_is_forgotten_in_every_act_and_what_was_done_stays(db, named, bell):
    for _ in range(3):
        acts.record(bell(bell_id=uuid4()), by=BINH, now=NOW, why="kiểm tra loa")
    trail.seal()
    forget(named, BINH.person_id, BINH.name)
    acts.record(bell(bell_id=uuid4()), by=BINH, now=NOW)  # what comes late writes the name no more
    assert "Bình" not in str(list(AuditEntry.objects.values()))
    assert set(AuditEntry.objects.filter(actor_person_id=BINH.person_id).values_list("actor_name", "behalf_of")) == {(ERASED, "Lan")}
    assert AuditEntry.objects.filter(why="kiểm tra loa").count() == 3
    assert (trail.seal(), trail.verify().holds) == (2, True)


def test_an_old_row_gives_up_its_link_and_says_so(db, named, bell, guards_lifted):
    guards_lifted()
    acts.record_all([bell(bell_id=uuid4()) for _ in range(3)], by=BINH, now=NOW)
    as_format_1()
    trail.seal()
    assert forget(named, BINH.person_id, BINH.name).links_given_up == 3
    verdict = trail.verify()
    assert (verdict.holds, verdict.check.erased_links) == (True, 3)
    AuditEntry.objects.filter(seal_position=3).update(seal_sha256="0" * 64)
    acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
    trail.seal()
    assert trail.verify().holds  # sealed on top of the changed link: only the head and the anchors know better
    AuditEntry.objects.filter(seal_position=2).update(seal_sha256="0" * 63)
    assert trail.verify().broken_at == 2


def test_more_old_rows_blanked_than_the_act_says_are_found(db, named, bell, guards_lifted):
    guards_lifted()
    acts.record_all([bell(bell_id=uuid4()) for _ in range(3)], by=BINH, now=NOW)
    acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
    as_format_1()
    trail.seal()
    forget(named, BINH.person_id, BINH.name)
    AuditEntry.objects.filter(seal_position=4).update(erased={"why": str(BINH.person_id)}, why="")
    assert not trail.verify().holds


def test_a_new_name_where_one_was_erased_is_found(db, named, bell, guards_lifted):
    guards_lifted()
    acts.record(bell(bell_id=uuid4()), by=BINH, now=NOW)
    trail.seal()
    forget(named, BINH.person_id, BINH.name)
    AuditEntry.objects.filter(seal_position=1).update(actor_name="Kẻ thế chỗ")
    assert trail.verify().broken_at == 1


def test_a_changed_value_said_to_be_erased_with_somebody_is_found(db, named, bell, guards_lifted):
    """Somebody was erased: that is no licence to change what else was written, and call it erased."""
    guards_lifted()
    acts.record(bell(bell_id=uuid4()), by=BINH, now=NOW)
    acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW, why="vì thế")
    trail.seal()
    forget(named, BINH.person_id, BINH.name)
    assert trail.verify().holds
    AuditEntry.objects.filter(seal_position=2).update(erased={"why": str(BINH.person_id)}, why="vì khác")
    assert not trail.verify().holds
    AuditEntry.objects.filter(seal_position=2).update(erased={"actor_name": str(BINH.person_id)}, why="vì thế", actor_name=ERASED)
    assert trail.verify().broken_at == 2


def test_a_value_of_which_the_chain_knows_nothing_is_found(sealed, guards_lifted):
    """What stands in `personal` is shown in the place of a fact: a fact put in there would be read as written."""
    guards_lifted()
    AuditEntry.objects.filter(seal_position=3).update(personal={"payload.bell_id": "khác"})
    assert trail.verify().broken_at == 3


def test_a_row_of_format_1_that_gains_somebody_to_act_for_is_found(db, bell, guards_lifted):
    guards_lifted()
    acts.record_all([bell(bell_id=uuid4()) for _ in range(2)], by=LAN, now=NOW)
    as_format_1()
    trail.seal()
    AuditEntry.objects.filter(seal_position=2).update(behalf_of="Ai khác")
    assert trail.verify().broken_at == 2


def test_two_persons_named_in_one_sentence_are_both_forgotten(db, named, bell):
    acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW, why="lan.nguyen thay cho binh.tran")
    trail.seal()
    assert forget(named, uuid4(), "lan.nguyen").values == 1
    assert forget(named, uuid4(), "binh.tran").values == 1
    assert AuditEntry.objects.get(seal_position=1).why == f"{ERASED} thay cho {ERASED}"
    trail.seal()
    assert trail.verify().holds


OTHERS = [
    ("Hỏi lan.ha-2", "Hỏi lan.ha-2"),
    ("gửi lan.ha.", f"gửi {ERASED}."),
    ("(lan.ha)", f"({ERASED})"),
    ("alan.ha", "alan.ha"),
    ("a.lan.ha", "a.lan.ha"),
]


@pytest.mark.parametrize(("text", "left"), OTHERS)
def test_only_the_word_itself_is_taken_out_and_no_longer_name(text, left):
    assert Words(("lan.ha",)).out_of({"x": [text, 1, None]}) == {"x": [left, 1, None]}


def test_a_short_word_goes_only_where_it_stands_alone():
    assert Words(("lan",)).out_of(["lan", "Hà lan"]) == [ERASED, "Hà lan"]


def test_the_names_of_others_and_of_the_installation_stay(db, named, bell):
    acts.record(bell(bell_id=uuid4()), by=replace(LAN, name="Quản trị viên Sở"), now=NOW)
    acts.record(bell(bell_id=uuid4()), by=Actor.system("Quản trị máy"), now=NOW)
    trail.seal()
    forget(named, uuid4(), "Quản trị")
    assert list(AuditEntry.objects.order_by("pk").values_list("actor_name", flat=True))[:2] == ["Quản trị viên Sở", "Quản trị máy"]
    assert trail.verify().holds


def test_a_refusal_is_recorded_after_the_rollback(transactional_db, rf, bell):
    def view(request):
        with transaction.atomic():
            acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
            raise RightMissing(name="Lan", right="approve")

    request = rf.get("/duyet/", headers={"Accept": "application/json"})
    request.actor = LAN
    with pytest.raises(RightMissing) as refusal:
        view(request)
    response = answers.RefusalMiddleware(view).process_exception(request, refusal.value)
    assert response.status_code == 403
    assert "chưa được giao việc này" in json.loads(response.content)["sentence"]
    row = AuditEntry.objects.get()
    assert (row.event, row.refused, row.actor_name, row.subject_id) == ("people.right_missing", True, "Lan", "/duyet/")
    assert (row.payload, facts_of(row)) == ({"right": "approve"}, {"right": "approve", "name": "Lan"})


def test_bad_input_is_no_act(db):
    answers.note(BadInput(), by=LAN, what="/x/")
    assert not AuditEntry.objects.exists()


def refuse(times: int, *, source: str = "192.0.2.1", now=NOW, by=answers.NOBODY) -> None:
    for number in range(times):
        acts.record_refusal(code="test.refused", facts={}, by=by, now=now, what=f"/{number}/", source=source)


def test_a_stranger_who_keeps_guessing_fills_no_trail_and_is_counted(db):
    refuse(40)
    refuse(3, source="192.0.2.2")
    assert AuditEntry.objects.count() == 2
    assert refusals.tell_repeated(now=NOW) == 0  # the minute is not over
    assert refusals.tell_repeated(now=NOW + timedelta(minutes=1)) == 2
    assert sorted(row.payload.get("times", 0) for row in AuditEntry.objects.all()) == [0, 0, 2, 39]
    assert refusals.tell_repeated(now=NOW + timedelta(minutes=5)) == 0
    assert "192.0.2" not in str(list(AuditEntry.objects.values()))
    refuse(1, now=NOW + timedelta(minutes=2))
    assert AuditEntry.objects.count() == 5


def test_whoever_is_signed_in_is_written_every_time(db):
    refuse(3, by=LAN)
    assert AuditEntry.objects.count() == 3


# Anchors and export


def test_a_day_has_one_anchor_signed_and_as_a_file(sealed, home):
    anchor = trail.anchor_today(now=NOW)
    assert (anchor.position, anchor.day.isoformat()) == (5, "2021-08-02")
    assert trail.anchor_today(now=NOW) is None
    assert json.loads((home / "anchors" / "2021-08-02.json").read_text()) == anchor.content
    assert trail.verify().check.anchors_held == 1
    assert trail.anchor_today(now=NOW + timedelta(days=1)) is not None


def test_an_empty_trail_has_nothing_to_anchor(db):
    assert trail.anchor_today(now=NOW) is None


def test_a_trail_rewritten_as_a_whole_is_found_by_its_anchor(sealed, home, guards_lifted):
    trail.anchor_today(now=NOW)
    guards_lifted()
    row = AuditEntry.objects.get(seal_position=5)
    row.subject_id = "khác"
    row.seal_sha256 = trail_check.row_sha256(trail.as_row(row), AuditEntry.objects.get(seal_position=4).seal_sha256)
    row.save()
    assert trail.verify().broken_at == 5
    TrailAnchor.objects.all().delete()
    assert trail.verify().broken_at == 5  # the file beside the database still says it


@pytest.mark.parametrize("change", [{"position": 4}, {"signature": "AAAA"}, {"sha256": "0" * 64}, {"position": "x"}])
def test_a_changed_anchor_is_found(sealed, change):
    anchor = trail.anchor_today(now=NOW)
    TrailAnchor.objects.update(content={**anchor.content, **change})
    assert not trail.verify().holds


def check_alone(folder, *given, text):
    """The one file, copied elsewhere, run without Loa."""
    (folder / "trail_check.py").write_text(HANDED_OVER.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "export.ndjson").write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", str(folder / "trail_check.py"), str(folder / "export.ndjson"), *given]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONIOENCODING": "utf-8"})


@pytest.mark.parametrize("names", [True, False])
def test_an_export_is_checked_by_one_file_without_loa(sealed, named, bell, tmp_path, names):
    acts.record(named(person_id=uuid4(), username="lan.nguyen"), by=BINH, now=NOW)
    trail.seal()
    anchor = trail.anchor_today(now=NOW)
    (tmp_path / "moc.json").write_text(json.dumps(anchor.content))
    acts.record(bell(bell_id=uuid4()), by=LAN, now=NOW)
    text = "".join(trail.export(names=names, now=NOW))
    assert ("lan.nguyen" in text, "Trần Văn Bình" in text) == (names, names)
    done = check_alone(tmp_path, "--anchor", str(tmp_path / "moc.json"), text=text)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "khớp: 6 dòng" in done.stdout
    assert "Chưa niêm phong: 1" in done.stdout
    assert ("không được kiểm tra" in done.stdout) is not names
    changed = check_alone(tmp_path, text=text.replace('"refused":false', '"refused":true', 1))
    assert (changed.returncode, "đứt tại dòng 1" in changed.stdout) == (1, True)
    cut = check_alone(tmp_path, text="".join(text.splitlines(keepends=True)[:-3]))
    assert (cut.returncode, "đứt" in cut.stdout) == (1, True)
    assert check_alone(tmp_path, text="x").returncode == 2


def test_a_name_put_into_an_export_without_names_is_found(sealed):
    lines = list(trail.export(names=False, now=NOW))
    put_in = [line.replace('"actor_name":null', '"actor_name":"Ai khác"') if '"seal_position":2,' in line else line for line in lines]
    assert put_in != lines
    assert trail_check.check_export(put_in)[0].broken_at == 2
    assert not trail_check.check_export([*lines, lines[-2]])[0].holds  # the end is the end


def test_where_a_signature_cannot_be_checked_it_is_said(sealed):
    trail.anchor_today(now=NOW)
    check, unsealed = trail_check.check_export(trail.export(names=True, now=NOW), signed=lambda *_: None)
    assert check.holds
    assert any("Chưa kiểm tra được chữ ký của 1 mốc" in line for line in trail_check.told(check, unsealed))
