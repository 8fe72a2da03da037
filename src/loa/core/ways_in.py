"""Ways in (cách đăng nhập): who needs a second step, what counts as one, how long a series of wrong codes rests, who may reopen one."""

from collections.abc import Iterable

from loa.core.faces import Faced
from loa.core.roles import Right

# Whoever may approve what is broadcast, or say who may, signs in with two steps.
NEEDS_SECOND_STEP = frozenset({Right.APPROVE, Right.MANAGE})

MOST_WRONG = 5
FIRST_REST_MINUTES = 15
LONGEST_REST_MINUTES = 24 * 60
MOST_WRONG_AT_LINKS = 15  # at all approval links of one approver together: each new link would be five more tries
WRONG_AT_LINKS_HOURS = 24
RECOVERY_CODES = 10
FEW_RECOVERY_CODES = 3


class Way(Faced):
    """One step of signing in."""

    PASSWORD = "password", "mật khẩu"
    TIME_CODE = "time_code", "mã trên điện thoại"
    RECOVERY_CODE = "recovery_code", "mã khôi phục"
    PASSKEY = "passkey", "khóa truy cập"
    OUTSIDE = "outside", "đăng nhập chung"


class Reopening(Faced):
    """What an administrator does to somebody else's way in. After each of these, another could come in by that name."""

    SECOND_STEP = "second_step", "đặt lại đăng nhập hai bước"
    INVITATION = "invitation", "tạo đường dẫn mời"
    PASSWORD = "password", "cấp mật khẩu dùng một lần"


class Standing(Faced):
    """What an account asks of whoever would come in."""

    UNUSED = "unused", "chưa ai vào"
    ONE_STEP = "one_step", "một bước"
    TWO_STEPS = "two_steps", "hai bước"


class Guard(Faced):
    """What a reopening waits for."""

    AT_ONCE = "at_once", "làm được ngay"
    SECOND_PERSON = "second_person", "chờ người thứ hai xác nhận"
    WAIT = "wait", "chờ đủ thời gian"


REOPENING_WAITS_HOURS = 24  # where there is no second administrator; and as long has a second one been known by a second step
REOPENING_LASTS_DAYS = 7

# Reopenings of an account with power that give nobody anything: an account in which nobody has been yet, and a password behind a second
# step. An invitation is not among these even there: at it an account of the province's sign-on can be linked, which may bring both steps.
HARMLESS: frozenset[tuple[Reopening, Standing]] = frozenset(
    {
        (Reopening.INVITATION, Standing.UNUSED),
        (Reopening.PASSWORD, Standing.UNUSED),
        (Reopening.PASSWORD, Standing.TWO_STEPS),
    }
)


def guard_of(what: Reopening, standing: Standing, *, rights: Iterable[Right], another: bool) -> Guard:
    """What a reopening waits for. `rights` are all that the person holds, held or will hold; `another`: a second administrator is at hand."""
    if not needs_second_step(rights) or (what, standing) in HARMLESS:
        return Guard.AT_ONCE
    return Guard.SECOND_PERSON if another else Guard.WAIT


def needs_second_step(rights: Iterable[Right]) -> bool:
    """Whether one of these rights asks for a second step."""
    return not NEEDS_SECOND_STEP.isdisjoint(rights)


def rest_minutes(wrong_in_a_row: int) -> int:
    """Minutes of rest that the last wrong code starts: none but at each fifth, and twice as long each time, at most a day."""
    if wrong_in_a_row <= 0 or wrong_in_a_row % MOST_WRONG:
        return 0
    doublings = min(wrong_in_a_row // MOST_WRONG - 1, 12)
    return min(FIRST_REST_MINUTES << doublings, LONGEST_REST_MINUTES)
