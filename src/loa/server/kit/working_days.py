"""Which days officials work: the week, the holidays by law, and the days swapped by each year's decision as far as they are published."""

from datetime import date
from functools import lru_cache

import holidays


def is_worked(day: date) -> bool:
    """Ngày làm việc: Monday to Friday without holidays and days off in lieu, and the Saturdays that are worked instead.

    Source: Bộ luật Lao động 2019, Điều 111 and 112, and the yearly decisions that the library's tables hold. For a year whose
    decision is not in them, the law alone.
    """
    return bool(_calendar().is_working_day(day))


@lru_cache(maxsize=1)
def _calendar() -> holidays.HolidayBase:
    return holidays.country_holidays("VN")
