"""Files by content, and the key that signs: made once, readable by nobody else."""

import hashlib
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from loa.server.kit import clock, files, ids, keys

MOMENT = datetime(2021, 8, 2, 17, 30, tzinfo=UTC)


def test_a_file_is_named_by_its_content_and_kept_once(home):
    first, again = files.keep("văn bản".encode()), files.keep("văn bản".encode())
    assert first == again == hashlib.sha256("văn bản".encode()).hexdigest()
    assert files.read(first) == "văn bản".encode()
    assert len([p for p in (home / "files").rglob("*") if p.is_file()]) == 1


def test_the_ending_is_part_of_the_name_and_not_of_the_hash(home):
    sha256 = files.keep(b"x", ending=".mp3")
    assert files.path_of(sha256, ending=".mp3").name == f"{sha256}.mp3"
    with pytest.raises(files.FileGone):
        files.read(sha256)


@pytest.mark.parametrize("hostile", ["", "../../etc/passwd", "a" * 63, "/" * 64, "../" + "a" * 61])
def test_nothing_outside_the_store_is_reached(home, hostile):
    with pytest.raises(files.FileGone):
        files.path_of(hostile)


def test_a_file_that_is_gone_is_told_in_a_sentence(home):
    with pytest.raises(files.FileGone) as refusal:
        files.read("0" * 64)
    assert "Không tìm thấy tệp" in str(refusal.value)


def test_the_key_is_made_once_and_only_its_owner_reads_it(home):
    key = keys.installation_key()
    path = home / "keys" / "installation.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert keys.installation_key() == key
    Ed25519PublicKey.from_public_bytes(key.public_bytes).verify(key.sign(b"lich phat"), b"lich phat")
    assert keys.known_fingerprint(home) == key.fingerprint == keys.fingerprint_of(key.public_bytes)
    assert [len(group) for group in key.fingerprint.split()] == [4] * 10


def test_asking_for_a_fingerprint_makes_no_key(home):
    assert keys.known_fingerprint(home) is None
    assert not (home / "keys").exists()


def test_the_secret_of_a_home_is_generated_and_readable_by_its_owner_alone(home):
    (home / "loa-home.json").write_text("{}")
    ask = "from loa.server.site import settings; print(settings.SECRET_KEY)"
    said = [
        subprocess.run([sys.executable, "-c", ask], env={"LOA_HOME": str(home)}, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert said[0] == said[1]
    assert len(said[0].strip()) >= 48
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600


def test_a_seed_draws_the_same_identities_and_letting_go_draws_fresh_ones():
    ids.draw_from(7)
    first = [ids.new_id() for _ in range(3)]
    ids.draw_from(7)
    again = [ids.new_id() for _ in range(3)]
    ids.draw_from(None)
    assert first == again
    assert all(isinstance(i, UUID) and i.version == 4 for i in first)
    assert ids.new_id() not in first


def test_the_clock_says_the_day_of_ha_noi_and_can_be_shifted(home):
    clock.take_from(lambda: MOMENT)
    assert clock.today().isoformat() == "2021-08-03"
    clock.take_from(None)
    assert not clock.is_shifted()
    clock.shift_to(MOMENT)
    assert clock.is_shifted()
    assert timedelta() <= clock.now() - MOMENT < timedelta(minutes=1)
