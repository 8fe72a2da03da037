"""The second step: codes on a phone, passkeys, recovery codes; who needs one, who may reset one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.hashers import make_password
from hypothesis import given
from hypothesis import strategies as st
from soft_key import SoftKey

from loa.core.errors import NotFound
from loa.core.roles import Role
from loa.core.ways_in import Reopening
from loa.server.kit import demo_home, passkeys, sealing, time_codes
from loa.server.kit.actors import Actor, RightMissing
from loa.server.kit.models import AuditEntry
from loa.server.kit.passkeys import Answer, House
from loa.server.people import services
from loa.server.people.errors import (
    CodeWrong,
    LastSecondFactor,
    NoSecondFactor,
    OutsideIdentityTaken,
    OutsideIdentityUnknown,
    OwnSecondFactor,
    PasskeyKnown,
    PasskeyNameMissing,
    PasskeyUnusable,
    SecondStepResting,
    WhyMissing,
)
from loa.server.people.models import Account, Passkey, RecoveryCode, TimeCode
from loa.server.people.queries import actor_of, needs_second_factor, second_factors_of
from loa.server.people.services import Newcomer, take_in

NOW = datetime(2021, 8, 4, 2, 0, tzinfo=UTC)
AT = datetime(2026, 3, 1, 8, 0, 10, tzinfo=UTC)  # the wall's moment: codes follow it, whatever the demo shows
DAY = date(2021, 8, 4)
HOUSE = House("localhost", "http://localhost:8000")
STEP = timedelta(seconds=30)
STRANGER = Actor(name="khách")


@pytest.fixture
def account(cast):
    return Account.objects.create(username="lanh-dao", person_id=cast.leader.person_id, password=make_password("dung"))


@pytest.fixture
def phone(account, cast):
    """The leader's phone with its app, and the recovery codes that were printed."""
    secret = time_codes.new_secret()
    codes = services.add_time_code(
        account_id=account.pk, secret=secret, code=time_codes.code_at(secret, AT), at=AT, by=cast.leader, now=NOW
    )
    return secret, codes


@pytest.fixture
def enter(account, cast):
    def do(code, at=AT, by=None):
        services.enter_time_code(account_id=account.pk, code=code, at=at, by=by or cast.leader, now=NOW)

    return do


@pytest.fixture
def key(account, cast):
    """A passkey on the leader's phone."""
    soft, challenge = SoftKey(owner=account.pk.bytes), passkeys.new_challenge()
    services.add_passkey(
        account_id=account.pk, answer=Answer(soft.make(challenge), challenge, HOUSE), name="Điện thoại", by=cast.leader, now=NOW
    )
    return soft


@pytest.fixture
def use(account):
    def do(soft, *, house=HOUSE, account_id=None, challenge=None, **lie):
        asked = passkeys.new_challenge()
        return services.enter_passkey(
            answer=Answer(soft.use(challenge or asked, **lie), asked, house), account_id=account_id, by=STRANGER, now=NOW
        )

    return do


def test_leaders_and_administrators_need_a_second_step_and_officers_do_not(cast, account):
    assert needs_second_factor(cast.leader, account)
    assert not needs_second_factor(cast.officer, account)


def test_nobody_is_let_off_but_a_simulated_person_in_a_home_that_the_demo_made(cast, account, home, monkeypatch):
    monkeypatch.setenv("LOA_DEMO", "1")
    assert needs_second_factor(cast.leader, account)
    (home / demo_home.FILE_NAME).write_text("{}")
    assert not needs_second_factor(cast.leader, account)
    account.person.simulated = False
    assert needs_second_factor(cast.leader, account)


def test_the_code_on_the_phone_opens_and_opens_only_once(phone, enter):
    later = AT + 2 * STEP
    code = time_codes.code_at(phone[0], later)
    enter(code, later)
    with pytest.raises(CodeWrong):
        enter(code, later)


def test_the_code_that_proved_the_phone_is_used_up_too(phone, enter):
    with pytest.raises(CodeWrong):
        enter(time_codes.code_at(phone[0], AT))


def test_a_code_older_than_the_last_one_taken_is_refused(phone, enter):
    later = AT + 5 * STEP
    enter(time_codes.code_at(phone[0], later), later)
    with pytest.raises(CodeWrong):
        enter(time_codes.code_at(phone[0], later - STEP), later)


@given(away=st.integers(-40, 40))
def test_a_phone_may_be_one_step_early_or_late_and_no_more(away):
    secret = b"0123456789abcdefghij"
    step = time_codes.step_of(secret, time_codes.code_at(secret, AT + away * STEP), at=AT)
    assert (step is not None) == (abs(away) <= 1)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "' OR 1=1", "٣٣٣٣٣٣"])
def test_what_is_no_code_is_no_code(typed):
    assert time_codes.step_of(b"0123456789abcdefghij", typed, at=AT) is None


def test_the_code_of_the_standards_own_example_is_the_same():
    """RFC 6238, appendix B: 94287082 at 59 s with eight digits; the last six here."""
    assert time_codes.code_at(b"12345678901234567890", datetime.fromtimestamp(59, UTC)) == "287082"


def test_after_five_wrong_codes_even_the_right_one_waits_and_the_wait_doubles(phone, enter, trail_of, cast):
    for _ in range(5):
        with pytest.raises(CodeWrong):
            enter("000000")
    later = AT + 2 * STEP
    with pytest.raises(SecondStepResting) as told:
        enter(time_codes.code_at(phone[0], later), later)
    assert 14 <= told.value.facts["minutes"] <= 15
    after = AT + timedelta(minutes=16)
    for _ in range(5):
        with pytest.raises(CodeWrong):
            enter("000000", after)
    with pytest.raises(SecondStepResting) as told:
        enter("000000", after + timedelta(minutes=16))
    assert told.value.facts["minutes"] > 1
    rested = after + timedelta(minutes=31)
    enter(time_codes.code_at(phone[0], rested), rested)
    trail = trail_of(cast.leader.person_id)
    assert trail.count("people.sign_in_failed") == 10
    assert trail.count("people.sign_in_locked") == 2


def test_a_code_that_fits_forgives_the_wrong_ones_before(phone, enter):
    for moment in range(1, 4):
        for _ in range(4):
            with pytest.raises(CodeWrong):
                enter("000000", AT)
        at = AT + moment * 3 * STEP
        enter(time_codes.code_at(phone[0], at), at)


def test_wrong_recovery_codes_rest_with_the_others(phone, enter, account, cast):
    for _ in range(3):
        with pytest.raises(CodeWrong):
            enter("000000")
    for _ in range(2):
        with pytest.raises(CodeWrong):
            services.enter_recovery_code(account_id=account.pk, code="sai-sai-sai", at=AT, by=cast.leader, now=NOW)
    with pytest.raises(SecondStepResting):
        services.enter_recovery_code(account_id=account.pk, code=phone[1][0], at=AT, by=cast.leader, now=NOW)


def test_ten_recovery_codes_are_told_once_each_opens_once_and_only_hashes_are_kept(phone, account, cast):
    codes = phone[1]
    assert len(set(codes)) == 10
    for code in codes[:2]:
        services.enter_recovery_code(account_id=account.pk, code=code.upper().replace("-", " "), at=AT, by=cast.leader, now=NOW)
        with pytest.raises(CodeWrong):
            services.enter_recovery_code(account_id=account.pk, code=code, at=AT, by=cast.leader, now=NOW)
    assert second_factors_of(account).recovery_codes_left == 8
    kept = " ".join(RecoveryCode.objects.values_list("code_hmac", flat=True))
    assert not [code for code in codes if code.replace("-", "") in kept]


def test_new_recovery_codes_end_the_old_ones(phone, account, cast):
    fresh = services.renew_recovery_codes(by=cast.leader, now=NOW)
    with pytest.raises(CodeWrong):
        services.enter_recovery_code(account_id=account.pk, code=phone[1][0], at=AT, by=cast.leader, now=NOW)
    services.enter_recovery_code(account_id=account.pk, code=fresh[0], at=AT, by=cast.leader, now=NOW)


def test_recovery_codes_need_something_to_recover(account, cast):
    with pytest.raises(NoSecondFactor):
        services.renew_recovery_codes(by=cast.leader, now=NOW)


def test_a_wrong_first_code_adds_no_phone(account, cast):
    with pytest.raises(CodeWrong):
        services.add_time_code(account_id=account.pk, secret=time_codes.new_secret(), code="000000", at=AT, by=cast.leader, now=NOW)
    assert not second_factors_of(account).any


def test_nobody_adds_a_phone_to_somebody_elses_account(account, cast):
    secret = time_codes.new_secret()
    with pytest.raises(NotFound):
        services.add_time_code(
            account_id=account.pk, secret=secret, code=time_codes.code_at(secret, AT), at=AT, by=cast.neighbour_leader, now=NOW
        )


def test_another_phone_ends_the_one_before_and_keeps_the_printed_codes(phone, enter, account, cast):
    secret = time_codes.new_secret()
    code = time_codes.code_at(secret, AT)
    assert services.add_time_code(account_id=account.pk, secret=secret, code=code, at=AT, by=cast.leader, now=NOW) == []
    later = AT + 3 * STEP
    with pytest.raises(CodeWrong):
        enter(time_codes.code_at(phone[0], later), later)
    enter(time_codes.code_at(secret, later), later)
    assert TimeCode.objects.filter(account=account).count() == 2


def test_the_secret_lies_sealed_and_opens_neither_under_another_secret_nor_for_another_account(phone, account, enter, settings):
    held = TimeCode.objects.get(account=account)
    assert phone[0] not in held.sealed_secret.encode()
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(held.sealed_secret, purpose="people/time-code", owner="another")
    settings.SECRET_KEY = "another secret of the installation"
    with pytest.raises(sealing.SealBroken):
        enter("000000")


def test_the_trail_holds_every_step_and_no_secret(phone, enter, account, cast, trail_of):
    with pytest.raises(CodeWrong):
        enter("123123")
    services.enter_recovery_code(account_id=account.pk, code=phone[1][0], at=AT, by=cast.leader, now=NOW)
    assert trail_of(cast.leader.person_id)[-4:] == [
        "people.time_code_added",
        "people.recovery_codes_made",
        "people.sign_in_failed",
        "people.recovery_code_used",
    ]
    told = " ".join(str(row) for row in AuditEntry.objects.values_list("payload", "before", "after", "why"))
    assert not [code for code in ["123123", *phone[1], time_codes.as_text(phone[0])] if code in told]


def test_who_needs_a_second_step_does_not_give_up_the_last_one(phone, key, account, cast):
    services.end_time_code(by=cast.leader, now=NOW)
    with pytest.raises(LastSecondFactor):
        services.end_passkey(passkey_id=Passkey.objects.get(account=account).pk, by=cast.leader, now=NOW)
    assert second_factors_of(account).passkeys


def test_who_needs_none_may_give_it_up_and_the_recovery_codes_end_with_it(cast):
    own = Account.objects.create(username="can-bo", person_id=cast.officer.person_id)
    secret = time_codes.new_secret()
    services.add_time_code(account_id=own.pk, secret=secret, code=time_codes.code_at(secret, AT), at=AT, by=cast.officer, now=NOW)
    services.end_time_code(by=cast.officer, now=NOW)
    assert second_factors_of(own).recovery_codes_left == 0
    with pytest.raises(NoSecondFactor):
        services.end_time_code(by=cast.officer, now=NOW)


# passkeys


def test_a_passkey_tells_whose_it_is_and_opens(key, use, account):
    assert use(key) == account
    assert use(key, account_id=account.pk) == account
    assert Passkey.objects.get(account=account).sign_count == 2


def test_the_first_factor_brings_recovery_codes_and_the_second_does_not(phone, account, cast):
    challenge = passkeys.new_challenge()
    told = services.add_passkey(
        account_id=account.pk,
        answer=Answer(SoftKey().make(challenge), challenge, HOUSE),
        name="Máy tính",
        by=cast.leader,
        now=NOW,
    )
    assert told[1] == []


@pytest.mark.parametrize(
    "lie",
    [
        {"verified": False},
        {"origin": "http://localhost:9999"},
        {"origin": "https://loa.example"},
        {"challenge": "AAAA"},
        {"count": 0},
        {"house": House("loa.example", "http://localhost:8000")},
    ],
    ids=["nobody verified", "another port", "another house", "an old challenge", "a count that did not grow", "made for another house"],
)
def test_a_passkeys_answer_that_does_not_hold_is_refused_and_written_down(key, use, lie, account, trail_of):
    use(key)
    with pytest.raises(PasskeyUnusable):
        use(key, **lie)
    assert trail_of(account.person_id)[-1] == "people.sign_in_failed"


def test_a_passkey_without_a_count_is_taken_as_the_standard_says(account, cast, use):
    soft, challenge = SoftKey(owner=account.pk.bytes), passkeys.new_challenge()
    made = Answer(soft.make(challenge), challenge, HOUSE)
    services.add_passkey(account_id=account.pk, answer=made, name="Điện thoại", by=cast.leader, now=NOW)
    assert use(soft, count=0) == account
    assert use(soft, count=0) == account


def test_a_key_nobody_knows_and_one_of_another_account_open_nothing(key, use, account):
    with pytest.raises(PasskeyUnusable):
        use(SoftKey())
    key.owner = b"another"
    with pytest.raises(PasskeyUnusable):
        use(key)
    key.owner = account.pk.bytes
    with pytest.raises(PasskeyUnusable):
        use(key, account_id=account.person_id)


@pytest.mark.parametrize("rubbish", ["", "{", "[]", "null", '{"rawId": 5}', '{"rawId": "!!"}', "[" * 5000, '{"rawId":"eA"}', "x" * 50_000])
def test_rubbish_instead_of_a_passkey_is_refused(db, account, cast, rubbish):
    answer = Answer(rubbish, passkeys.new_challenge(), HOUSE)
    with pytest.raises(PasskeyUnusable):
        services.enter_passkey(answer=answer, by=STRANGER, now=NOW)
    with pytest.raises(PasskeyUnusable):
        services.add_passkey(account_id=account.pk, answer=answer, name="x", by=cast.leader, now=NOW)


def test_a_passkey_is_made_for_a_verified_person_at_this_house_under_a_name_and_once(account, cast, key):
    def add(soft, name="Máy", **lie):
        challenge = passkeys.new_challenge()
        services.add_passkey(
            account_id=account.pk,
            answer=Answer(soft.make(challenge, **lie), challenge, HOUSE),
            name=name,
            by=cast.leader,
            now=NOW,
        )

    with pytest.raises(PasskeyUnusable):
        add(SoftKey(), verified=False)
    with pytest.raises(PasskeyUnusable):
        add(SoftKey(), origin="https://loa.example")
    with pytest.raises(PasskeyNameMissing):
        add(SoftKey(), name="  ")
    with pytest.raises(PasskeyKnown):
        add(key)


def test_an_ended_passkey_opens_nothing(phone, key, use, account, cast):
    services.end_passkey(passkey_id=Passkey.objects.get(account=account).pk, by=cast.leader, now=NOW)
    with pytest.raises(PasskeyUnusable):
        use(key)
    with pytest.raises(NotFound):
        services.end_passkey(passkey_id=Passkey.objects.get(account=account).pk, by=cast.leader, now=NOW)


# an administrator's reset


@pytest.fixture
def administrator(cast):
    new = Newcomer(full_name="Quản trị phường", roles=((Role.ADMINISTRATOR, cast.ward),))
    return actor_of(take_in([new], valid_from=date(2021, 1, 1), by=Actor.system("thử"), now=NOW)[0], on=DAY)


def test_an_administrator_resets_the_second_step_with_a_reason_once_it_may_be_done(phone, key, account, administrator, trail_of):
    services.ask_reopening(account_id=account.pk, what=Reopening.SECOND_STEP, why="mất điện thoại", by=administrator, now=NOW)
    services.reset_second_factors(account_id=account.pk, why="mất điện thoại", by=administrator, now=NOW + timedelta(hours=24))
    assert not second_factors_of(account).any
    assert second_factors_of(account).recovery_codes_left == 0
    assert AuditEntry.objects.get(event="people.second_factors_reset").why == "mất điện thoại"
    assert "people.time_code_ended" in trail_of(account.person_id)


def test_nobody_resets_without_a_reason_nor_ones_own_nor_a_neighbours_nor_what_is_not_there(phone, account, administrator, cast):
    def reset(account_id, by, why="mất điện thoại"):
        services.reset_second_factors(account_id=account_id, why=why, by=by, now=NOW)

    with pytest.raises(WhyMissing):
        reset(account.pk, administrator, " ")
    own = Account.objects.create(username="quan-tri", person_id=administrator.person_id)
    with pytest.raises(OwnSecondFactor):
        reset(own.pk, administrator)
    with pytest.raises(RightMissing):
        reset(account.pk, cast.neighbour_leader)
    officer = Account.objects.create(username="can-bo", person_id=cast.officer.person_id)
    with pytest.raises(NoSecondFactor):
        reset(officer.pk, administrator)


# the province's own sign-on


def test_an_outside_name_belongs_to_one_account_and_an_account_has_one_at_each_issuer(account, cast):
    identity = {"issuer": "https://sso.example", "provider": "Đăng nhập chung"}
    services.link_outside_identity(**identity, subject="a", by=cast.leader, now=NOW)
    with pytest.raises(OutsideIdentityTaken):
        services.link_outside_identity(**identity, subject="b", by=cast.leader, now=NOW)
    Account.objects.create(username="can-bo", person_id=cast.officer.person_id)
    with pytest.raises(OutsideIdentityTaken):
        services.link_outside_identity(**identity, subject="a", by=cast.officer, now=NOW)
    assert services.enter_outside_identity(**identity, subject="a", by=STRANGER, now=NOW) == account
    services.unlink_outside_identity(issuer=identity["issuer"], by=cast.leader, now=NOW)
    with pytest.raises(OutsideIdentityUnknown):
        services.enter_outside_identity(**identity, subject="a", by=STRANGER, now=NOW)
    services.link_outside_identity(**identity, subject="a", by=cast.officer, now=NOW)


def test_the_same_subject_of_another_issuer_is_somebody_else(account, cast):
    services.link_outside_identity(issuer="https://sso.example", subject="a", provider="", by=cast.leader, now=NOW)
    with pytest.raises(OutsideIdentityUnknown):
        services.enter_outside_identity(issuer="https://sso.example/", subject="a", provider="", by=STRANGER, now=NOW)


def test_an_account_that_ended_is_not_opened_by_its_outside_name_nor_by_its_passkey(account, cast, key, use):
    services.link_outside_identity(issuer="https://sso.example", subject="a", provider="", by=cast.leader, now=NOW)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    with pytest.raises(OutsideIdentityUnknown):
        services.enter_outside_identity(issuer="https://sso.example", subject="a", provider="", by=STRANGER, now=NOW)
    with pytest.raises(PasskeyUnusable):
        use(key)
