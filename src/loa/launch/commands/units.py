"""`loa units`: questions about territories on the map of a day, what they were and became, and loading the country."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from loa.core.words import vi
from loa.launch import reorganising

if TYPE_CHECKING:
    from loa.launch.lineages import Link
    from loa.server.places.models import TerritoryVersion

NAME = "units"
HELP = vi("địa bàn trên bản đồ của một ngày: đếm, xem cây, lịch sử, kế tục; nạp cả nước")
NEEDS_HOME = True

_SHOWN_KINDS = ("province", "district", "commune", "residential_group", "building")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`units count|tree|history|lineage|load`."""
    actions = parser.add_subparsers(dest="action", required=True)
    count = actions.add_parser("count", help=vi("đếm đơn vị cấp dưới của một địa bàn"))
    count.add_argument("--under", required=True, metavar="TÊN", help=vi("tên địa bàn cấp trên, ví dụ “Hà Nội” hoặc “quận Ba Đình”"))
    tree = actions.add_parser("tree", help=vi("cây đơn vị dưới một địa bàn"))
    _named(tree)
    tree.add_argument("--depth", type=int, metavar="SỐ", help=vi("số bậc bên dưới; bỏ trống là hết"))
    tree.add_argument("--kind", choices=_SHOWN_KINDS, default="commune", help=vi("cấp nhỏ nhất được in (mặc định: commune, cấp xã)"))
    _named(actions.add_parser("history", help=vi("tên, mã, cấp trên của một địa bàn qua các thời gian, theo văn bản nào")))
    _named(actions.add_parser("lineage", help=vi("một địa bàn từ những đơn vị nào mà thành, và đã thành những đơn vị nào")))
    load = actions.add_parser("load", help=vi("nạp thêm địa bàn đi kèm Loa"))
    load.add_argument(
        "--country", action="store_true", required=True, help=vi("mọi tỉnh, huyện, xã của năm 2021, tháng 1/2025 và hiện nay")
    )
    for action in actions.choices.values():
        if action is not load:
            action.add_argument(
                "--on", type=date.fromisoformat, metavar="NGÀY", help=vi("ngày cần xem, viết 2021-07-28; bỏ trống là hôm nay")
            )
        action.add_argument("--json", action="store_true", help=vi("in một đối tượng JSON"))
    reorganising.add_arguments(
        actions.add_parser(reorganising.NAME, help=vi("sắp xếp đơn vị theo một bảng: lập phương án, áp dụng, xem hồ sơ"))
    )


def _named(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", metavar="TÊN", help=vi("tên địa bàn; thêm đơn vị cấp trên sau dấu phẩy nếu trùng tên: “Bạch Mai, Hai Bà Trưng”")
    )


def run(args: argparse.Namespace) -> int:
    """Answer one question; 0 when the territory was found. Raises TerritoryUnknown or TerritoryAmbiguous."""
    actions: dict[str, Callable[[argparse.Namespace], int]] = {
        "count": _count,
        "tree": _tree,
        "history": _history,
        "lineage": _lineage,
        "load": _load,
        reorganising.NAME: reorganising.run,
    }
    return actions[args.action](args)


def _count(args: argparse.Namespace) -> int:
    from loa.core.territories import TerritoryKind
    from loa.server.kit import clock
    from loa.server.places import queries

    on: date = args.on or clock.today()
    under = queries.territory_named(args.under, on=on)
    counted = queries.count_by_kind(under.territory_id, on)
    by_form = queries.count_by_form(under.territory_id, on)
    if args.json:
        return _printed({**counted, "by_form": by_form})
    print(f"{under.full_name}, ngày {on:%d/%m/%Y}")
    for kind, number in counted.items():
        print(f"  {TerritoryKind(kind).vi}: {number}")
    for form, number in by_form.items():
        print(f"    {form}: {number}")
    for note in queries.notes_on(under.territory_id, on):
        print(f"  Lưu ý: {note}")
    return 0


def _tree(args: argparse.Namespace) -> int:
    from loa.core.territories import TerritoryKind
    from loa.server.kit import clock
    from loa.server.places import queries

    on: date = args.on or clock.today()
    top = queries.territory_named(args.name, on=on)
    smallest = TerritoryKind(args.kind)
    below: dict[Any, list[TerritoryVersion]] = {}
    for version in queries.territories_under(top.territory_id, on=on):
        if TerritoryKind(version.kind).rank <= smallest.rank:
            below.setdefault(version.parent_id, []).append(version)
    depth = args.depth if args.depth is not None else len(TerritoryKind)
    if args.json:
        return _printed({"on": on.isoformat(), **_branch(top, below, depth)})
    print(f"{top.full_name}, ngày {on:%d/%m/%Y}")
    _print_branches(top, below, depth, "  ")
    return 0


def _branch(version: "TerritoryVersion", below: dict[Any, "list[TerritoryVersion]"], depth: int) -> dict[str, Any]:
    said: dict[str, Any] = {"name": version.full_name, "code": version.code, "kind": version.kind}
    if depth and (inside := below.get(version.territory_id)):
        said["below"] = [_branch(one, below, depth - 1) for one in inside]
    return said


def _print_branches(version: "TerritoryVersion", below: dict[Any, "list[TerritoryVersion]"], depth: int, indent: str) -> None:
    for one in below.get(version.territory_id, []) if depth else []:
        print(f"{indent}{one.full_name}" + (f" ({one.code})" if one.code else ""))
        _print_branches(one, below, depth - 1, indent + "  ")


def _history(args: argparse.Namespace) -> int:
    from loa.server.places import queries

    found = _found(args)
    versions = list(queries.versions_of(found.territory_id))[::-1]
    parents = queries.latest_of(version.parent_id for version in versions)
    told = [
        {
            "name": version.full_name,
            "code": version.code,
            "kind": version.kind,
            "parent": parents[version.parent_id].full_name if version.parent_id in parents else None,
            "valid_from": version.valid_from.isoformat(),
            "valid_to": version.valid_to.isoformat() if version.valid_to else None,
            "act": version.act,
            "end_act": version.end_act,
            "source": version.source,
            "note": version.note or queries.caveat_of(version.source),
        }
        for version in versions
    ]
    if args.json:
        return _printed({"name": found.full_name, "versions": told})
    for one in told:
        until = _day(one["valid_to"]) or "nay"
        print(f"{_day(one['valid_from'])} đến {until}: {one['name']}" + (f" ({one['code']})" if one["code"] else ""))
        print(f"  thuộc: {one['parent'] or 'không có'}")
        print(f"  văn bản thành lập: {one['act'] or 'chưa rõ'}")
        if one["valid_to"]:
            print(f"  văn bản chấm dứt: {one['end_act'] or 'chưa rõ'}")
        print(f"  nguồn: {one['source']}")
        if one["note"]:
            print(f"  Lưu ý: {one['note']}")
    return 0


def _lineage(args: argparse.Namespace) -> int:
    from loa.launch.lineages import links_back, links_on

    found = _found(args)
    before, after = links_back(found.territory_id), links_on(found.territory_id)
    if args.json:
        return _printed({"name": found.full_name, "from": [one.as_json() for one in before], "to": [one.as_json() for one in after]})
    print(found.full_name)
    _print_links("Từ các đơn vị:", before, "chưa ghi nhận đơn vị nào trước đó")
    _print_links("Thành các đơn vị:", after, "chưa ghi nhận thay đổi nào")
    return 0


def _print_links(head: str, links: "list[Link]", none: str) -> None:
    print(f"  {head}" if links else f"  {head} {none}")
    for one in links:
        print("    " + "  " * one.step + one.said())


def _load(args: argparse.Namespace) -> int:
    from loa.launch.home import owner
    from loa.server.kit import clock
    from loa.server.places.services import load_country

    done = load_country(by=owner(), now=clock.now(), said=lambda line: print(line, file=sys.stderr, flush=True))
    if args.json:
        return _printed({"added": done.added, "changed": done.changed, "unchanged": done.unchanged})
    print(f"Đã nạp cả nước: thêm {done.added}, sửa {done.changed}, giữ nguyên {done.unchanged} phiên bản địa bàn.")
    return 0


def _found(args: argparse.Namespace) -> "TerritoryVersion":
    """The territory meant: on the day given; without one as it stands today, or else as it last stood."""
    from loa.server.kit import clock
    from loa.server.places import queries

    if args.on:
        return queries.territory_named(args.name, on=args.on)
    return queries.territory_lately_named(args.name, today=clock.today())


def _day(text: Any) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}" if text else ""


def _printed(shown: dict[str, Any]) -> int:
    print(json.dumps(shown, ensure_ascii=False))
    return 0
