"""Ways in (cách đăng nhập): who needs a second step, what counts as one, how long a series of wrong codes rests."""

from collections.abc import Iterable

from loa.core.faces import Faced
from loa.core.roles import Right

# Whoever may approve what is broadcast, or say who may, signs in with two steps.
NEEDS_SECOND_STEP = frozenset({Right.APPROVE, Right.MANAGE})

MOST_WRONG = 5
FIRST_REST_MINUTES = 15
LONGEST_REST_MINUTES = 24 * 60
RECOVERY_CODES = 10
FEW_RECOVERY_CODES = 3


class Way(Faced):
    """One step of signing in."""

    PASSWORD = "password", "mật khẩu"
    TIME_CODE = "time_code", "mã trên điện thoại"
    RECOVERY_CODE = "recovery_code", "mã khôi phục"
    PASSKEY = "passkey", "khóa truy cập"
    OUTSIDE = "outside", "đăng nhập chung"


def needs_second_step(rights: Iterable[Right]) -> bool:
    """Whether one of these rights asks for a second step."""
    return not NEEDS_SECOND_STEP.isdisjoint(rights)


def rest_minutes(wrong_in_a_row: int) -> int:
    """Minutes of rest that the last wrong code starts: none but at each fifth, and twice as long each time, at most a day."""
    if wrong_in_a_row <= 0 or wrong_in_a_row % MOST_WRONG:
        return 0
    doublings = min(wrong_in_a_row // MOST_WRONG - 1, 12)
    return min(FIRST_REST_MINUTES << doublings, LONGEST_REST_MINUTES)
