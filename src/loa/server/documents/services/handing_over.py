"""The folder between Loa and the program that carries packets (trục liên thông): files taken from one, files laid into the other.

In FOLDER/den come files that arrived; taken ones move to FOLDER/den/da-nhan, refused ones to FOLDER/den/tu-choi with the reason beside
them. In FOLDER/di Loa lays what is to be sent, each file once; whoever carries it may move or delete it.
"""

import fcntl
import itertools
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

from django.db import transaction

from loa.core.errors import LoaError
from loa.server.agencies.queries import agency_of_identifier
from loa.server.documents.edxml.reading import is_answer, read_answer, read_packet
from loa.server.documents.errors import ExchangeFolderBusy, FileTooLarge, PacketForNobody, PacketUnknown
from loa.server.documents.events import PacketsHandedOver
from loa.server.documents.models import Direction, Exchange, ExchangeAnswer
from loa.server.documents.services.exchanging import MOST_PACKET_BYTES, answer_file, take_answer, take_packet
from loa.server.kit import acts, answers, clock, files
from loa.server.kit.actors import Actor

ARRIVED, TAKEN, REFUSED, TO_SEND = "den", "da-nhan", "tu-choi", "di"
LOCK: Final = ".dang-trao-doi"
PATIENCE_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and the sentence that says why."""

    name: str
    sentence: str


def take_arrived(folder: Path, *, by: Actor, now: datetime) -> tuple[list[Exchange], list[Refusal]]:
    """Nhận mọi tệp trong thư mục đến, oldest first. One bad file stops no other; killed halfway, the next run goes on.

    Raises ExchangeFolderBusy.
    """
    arrived = folder / ARRIVED
    taken: list[Exchange] = []
    refused: list[Refusal] = []
    with _alone(folder):
        for path in _waiting(arrived):
            try:
                held, wrong = _taken(path, by=by, now=now)
                taken += held
                if wrong is not None:
                    raise wrong
                _move(path, arrived / TAKEN)
            except FileNotFoundError:
                if path.exists():
                    raise
                continue  # whoever carries the files took it back
            except LoaError as refusal:
                answers.note(refusal, by=by, what=path.name)
                refused.append(Refusal(path.name, answers.told(refusal)))
                moved = _move(path, arrived / REFUSED)
                moved.with_name(f"{moved.name}.txt").write_text(f"{refused[-1].sentence}\n", encoding="utf-8")
    return taken, refused


def hand_over(folder: Path, *, by: Actor, now: datetime) -> tuple[int, int]:
    """Chuyển gói và thông báo trạng thái chờ gửi vào thư mục đi; returns how many packets and answers. Each is laid down once.

    Files are whole or not there; killed before the end, the next run writes the same names again. Raises ExchangeFolderBusy.
    """
    with _alone(folder), transaction.atomic():
        return _laid_down(folder, by=by, now=now)


def _laid_down(folder: Path, *, by: Actor, now: datetime) -> tuple[int, int]:
    place = folder / TO_SEND
    place.mkdir(parents=True, exist_ok=True)
    packets = list(Exchange.objects.select_for_update().filter(direction=Direction.OUT, handed_over_at=None).order_by("at"))
    ours = ExchangeAnswer.objects.filter(exchange__direction=Direction.IN, handed_over_at=None).exclude(organ="").order_by("pk")
    told = list(ours.select_for_update(of=("self",)).select_related("exchange__document"))
    for packet in packets:
        _lay(place / f"{packet.pk}.edxml", files.read(packet.file_sha256))
    for answer in told:
        _lay(place / f"{answer.exchange_id}-{answer.pk}.edxml", answer_file(answer))
    Exchange.objects.filter(pk__in=[packet.pk for packet in packets]).update(handed_over_at=now)
    ExchangeAnswer.objects.filter(pk__in=[answer.pk for answer in told]).update(handed_over_at=now)
    if packets or told:
        acts.record(PacketsHandedOver(folder=TO_SEND, packets=len(packets), answers=len(told)), by=by, now=now)
    return len(packets), len(told)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One run at a time on a folder; a second waits a while. The kernel lets go however a run ends. Raises ExchangeFolderBusy."""
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + PATIENCE_SECONDS
    with (folder / LOCK).open("a") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise ExchangeFolderBusy(seconds=PATIENCE_SECONDS) from None
                time.sleep(0.1)
        yield


def _waiting(arrived: Path) -> list[Path]:
    """Files that came, oldest first."""
    if not arrived.is_dir():
        return []
    aged: list[tuple[float, str, Path]] = []
    for path in arrived.iterdir():
        with suppress(FileNotFoundError):
            if path.suffix.lower() in (".edxml", ".xml") and path.is_file():
                aged.append((path.stat().st_mtime, path.name, path))
    return [path for _at, _name, path in sorted(aged)]


def _taken(path: Path, *, by: Actor, now: datetime) -> tuple[list[Exchange], LoaError | None]:
    """By every agency here that the file is meant for. One that cannot take it keeps no other from it; its refusal is told beside."""
    name = path.name
    if path.stat().st_size > MOST_PACKET_BYTES:
        raise FileTooLarge(name=name, size_mb=-(-path.stat().st_size // (1 << 20)), limit_mb=MOST_PACKET_BYTES >> 20)
    data = path.read_bytes()
    if is_answer(data, name=name):
        return [take_answer(data=data, name=name, agency_id=_sender_of(data, name), by=by, now=now)], None
    packet = read_packet(data, name=name)
    today = clock.day_of(now)
    meant = [agency_id for organ in packet.to if (agency_id := agency_of_identifier(organ.id, on=today)) is not None]
    if not meant:
        raise PacketForNobody(name=name, to=", ".join(organ.name or organ.id for organ in packet.to[:5]))
    taken: list[Exchange] = []
    refused: LoaError | None = None
    for agency_id in dict.fromkeys(meant):
        try:
            taken.append(take_packet(data=data, name=name, agency_id=agency_id, by=by, now=now))
        except LoaError as refusal:
            refused = refusal
    return taken, refused


def _sender_of(data: bytes, name: str) -> UUID:
    """The agency here whose packet is answered."""
    about = read_answer(data, name=name).about
    sent = Exchange.objects.filter(direction=Direction.OUT, identifier=about.document_id).first() if about.document_id else None
    if sent is None:
        raise PacketUnknown(name=name, identifier=about.document_id or about.code)
    return sent.agency_id


def _move(path: Path, folder: Path) -> Path:
    """Beside what is there: a file of the same name is another packet, and evidence."""
    folder.mkdir(exist_ok=True)
    names = itertools.chain([path.name], (f"{path.stem}-{count}{path.suffix}" for count in itertools.count(2)))
    return path.replace(folder / next(name for name in names if not (folder / name).exists()))


def _lay(path: Path, data: bytes) -> None:
    half = path.with_suffix(".part")
    half.write_bytes(data)
    half.replace(path)
