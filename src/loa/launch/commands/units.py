"""`loa units`: questions about territories on the map of a day."""

import argparse
import json
from datetime import date
from typing import Any

from loa.core.words import vi

NAME = "units"
HELP = vi("đếm địa bàn theo cấp trên bản đồ của một ngày")
NEEDS_HOME = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`units count --under NAME [--on DATE] [--json]`."""
    actions = parser.add_subparsers(dest="action", required=True)
    count = actions.add_parser("count", help=vi("đếm đơn vị cấp dưới của một địa bàn"))
    count.add_argument("--under", required=True, metavar="TÊN", help=vi("tên địa bàn cấp trên, ví dụ “Hà Nội” hoặc “quận Ba Đình”"))
    count.add_argument("--on", type=date.fromisoformat, metavar="NGÀY", help=vi("ngày cần xem, viết 2021-07-28; bỏ trống là hôm nay"))
    count.add_argument("--json", action="store_true", help=vi("in một đối tượng JSON"))


def run(args: argparse.Namespace) -> int:
    """Count what lies below the territory; 0 when it was found. Raises TerritoryUnknown or TerritoryAmbiguous."""
    from loa.server.kit import clock
    from loa.server.places import queries

    on: date = args.on or clock.today()
    under = queries.territory_named(args.under, on=on)
    counted = queries.count_by_kind(under.territory_id, on)
    by_form = queries.count_by_form(under.territory_id, on)
    if args.json:
        shown: dict[str, Any] = {**counted, "by_form": by_form}
        print(json.dumps(shown, ensure_ascii=False))
        return 0
    _print_for_people(under.full_name, on, counted, by_form, queries.notes_on(under.territory_id, on))
    return 0


def _print_for_people(name: str, on: date, counted: dict[str, int], by_form: dict[str, int], notes: list[str]) -> None:
    from loa.core.territories import TerritoryKind

    print(f"{name}, ngày {on:%d/%m/%Y}")
    for kind, number in counted.items():
        print(f"  {TerritoryKind(kind).vi}: {number}")
    for form, number in by_form.items():
        print(f"    {form}: {number}")
    for note in notes:
        print(f"  Lưu ý: {note}")
