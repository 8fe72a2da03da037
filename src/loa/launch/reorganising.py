"""`loa units reorganise`: a table of changes to a plan, a plan to a new map, and the record of it."""

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loa.core.words import vi

if TYPE_CHECKING:
    from loa.server.site.models import Reorganisation, ReorganisationStep
    from loa.server.site.reorganising.queries import Shown

NAME = "reorganise"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The table and the act; or a plan to apply, or to tell of."""
    parser.add_argument("file", nargs="?", type=Path, metavar="TỆP.xlsx", help=vi("bảng sắp xếp theo mẫu"))
    parser.add_argument("--act", metavar="VĂN_BẢN", help=vi("văn bản quyết định, ví dụ “Nghị quyết 1656/NQ-UBTVQH15 ngày 16/6/2025”"))
    parser.add_argument("--on", type=date.fromisoformat, metavar="NGÀY", help=vi("ngày hiệu lực, viết 2027-07-01, nếu bảng không ghi"))
    parser.add_argument("--apply", metavar="PHƯƠNG_ÁN", help=vi("áp dụng phương án đã được người thứ hai xác nhận trên trang web"))
    parser.add_argument("--report", metavar="PHƯƠNG_ÁN", help=vi("in hồ sơ: ai lập, ai xác nhận, từng bước trước và sau"))
    parser.add_argument("--template", type=Path, metavar="TỆP.xlsx", help=vi("ghi bảng mẫu ra tệp này"))
    parser.add_argument("--json", action="store_true", help=vi("in một đối tượng JSON"))


def run(args: argparse.Namespace) -> int:
    """Do what was asked; 0 when it was done, 2 where nothing was asked for. Raises the refusals of preparing and applying."""
    if args.template:
        from loa.server.site.reorganising.workbook import template

        args.template.write_bytes(template())
        print(f"Đã ghi bảng mẫu: {args.template}")
        return 0
    if args.report:
        return _report(args.report)
    if args.apply:
        return _apply(args)
    if args.file is None or not args.act:
        print("Cần tệp bảng sắp xếp và --act, hoặc --apply, --report, --template. Xem loa units reorganise --help.", file=sys.stderr)
        return 2
    return _prepare(args)


def _prepare(args: argparse.Namespace) -> int:
    from loa.launch.home import owner
    from loa.launch.letters import read_bytes
    from loa.server.kit import answers, clock
    from loa.server.site.errors import SheetRefused
    from loa.server.site.reorganising.planning import prepare_reorganisation

    try:
        plan = prepare_reorganisation(
            data=read_bytes(args.file), file_name=args.file.name, act=args.act, effective_on=args.on, by=owner(), now=clock.now()
        )
    except SheetRefused as refused:
        answers.note(refused, by=owner(), what="units reorganise")
        if args.json:
            print(json.dumps({"refused": [{"line": one.line, "text": one.say()} for one in refused.problems]}, ensure_ascii=False))
        for problem in refused.problems:
            print(problem.say(), file=sys.stderr)
        print("Chưa có gì thay đổi.", file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps(_told(plan), ensure_ascii=False))
        return 0
    _print_plan(plan)
    return 0


def _told(plan: "Reorganisation") -> dict[str, Any]:
    return {
        "plan": str(plan.pk),
        "sha256": plan.plan_sha256,
        "state": plan.state,
        "act": plan.act,
        "effective_on": plan.effective_on.isoformat(),
        "counts": plan.counts,
        "conflicts": plan.conflicts,
        "steps": [{"position": s.position, "verb": s.verb, "subject": s.subject, **s.payload} for s in plan.steps.all()],
    }


def _print_plan(plan: "Reorganisation") -> None:
    from loa.server.site.reorganising.faces import COUNTED, VERBS
    from loa.server.site.reorganising.queries import shown_holdings

    print(f"{plan.act}, hiệu lực từ ngày {plan.effective_on:%d/%m/%Y}. Xem trước: chưa có gì thay đổi.")
    print(f"Điểm cần quyết định: {len(plan.conflicts)}")
    for conflict in plan.conflicts:
        print(f"  - {conflict['text']}")
    print("Chạm tới:")
    for name, face in COUNTED.items():
        if plan.counts.get(name):
            print(f"  {face}: {plan.counts[name]}")
    steps = list(plan.steps.all())
    held = shown_holdings(steps)
    for verb, number in Counter(step.verb for step in steps).items():
        print(f"{VERBS[verb]}: {number}")
        for step in (one for one in steps if one.verb == verb):
            _print_step(step, held[step.pk])
    print(f"Phương án: {plan.pk}")
    print(f"Mã băm: {plan.plan_sha256}")
    print(f"Một quản trị viên của cơ quan cấp tỉnh xác nhận ở trang /dia-ban/sap-xep/{plan.pk}/")
    print(f"Sau đó: loa units reorganise --apply {plan.pk}")


def _print_step(step: "ReorganisationStep", holdings: "list[Shown]") -> None:
    print(f"  {step.position}. {step.subject}")
    for agency in step.payload.get("ended", ()):
        print(f"       kết thúc: {agency['name']}")
    for agency in step.payload.get("begun", ()):
        print(f"       mới: {agency['name']}")
    for one in holdings:
        for line, _mark in one.lines:
            print(f"       {one.name}: {line}")


def _apply(args: argparse.Namespace) -> int:
    from loa.launch.home import owner
    from loa.server.kit import clock
    from loa.server.site.models import ReorganisationState
    from loa.server.site.reorganising.applying import apply_steps, start_reorganisation
    from loa.server.site.reorganising.queries import progress_of, reorganisation

    plan = reorganisation(args.apply, seen_by=owner(), on=clock.today())
    if plan.state == ReorganisationState.FINISHED:
        print("Phương án này đã áp dụng xong.")
        return 0
    start_reorganisation(reorganisation_id=plan.pk, by=owner(), now=clock.now())
    total = plan.steps.count()
    shown = sys.stderr.isatty()

    def tell(step: "ReorganisationStep") -> None:
        if shown or step.position % 100 == 0:
            line = f"{step.position}/{total}"
            print("\r" + line if shown else line, end="" if shown else "\n", file=sys.stderr, flush=True)

    plan = apply_steps(reorganisation_id=plan.pk, by=owner(), clock=clock.now, told=tell)
    if shown:
        print(file=sys.stderr)
    done, steps = progress_of(plan)
    print(f"{ReorganisationState(plan.state).vi.capitalize()}: {done}/{steps} bước.")
    if plan.state == ReorganisationState.WAITING:
        print(f"Người, đài và việc chuyển vào ngày {plan.effective_on:%d/%m/%Y}; Loa tự làm tiếp, hoặc chạy lại lệnh này.")
    return 0


def _report(name: str) -> int:
    from loa.launch.home import owner
    from loa.server.kit import clock
    from loa.server.site.reorganising.queries import record_lines, reorganisation

    for line in record_lines(reorganisation(name, seen_by=owner(), on=clock.today())):
        print(line)
    return 0
