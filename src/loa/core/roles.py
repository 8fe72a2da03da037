"""Roles granted at an agency (vai trò), and what each may do."""

from enum import StrEnum

from loa.core.faces import Faced


class Role(Faced):
    """What a person is at an agency, for a period."""

    DRAFTER = "drafter", "chuyên viên soạn thảo"
    APPROVER = "approver", "lãnh đạo duyệt"
    CLERK = "clerk", "văn thư"
    COMMUNE_OFFICER = "commune_officer", "cán bộ văn hóa - xã hội"
    EDITOR = "editor", "biên tập viên"
    COMMUNICATOR = "communicator", "tuyên truyền viên"
    TECHNICIAN = "technician", "kỹ thuật viên"
    VIEWER = "viewer", "người xem"
    ADMINISTRATOR = "administrator", "quản trị viên"


class Right(StrEnum):
    """What an act needs. An act names one right; the table below says which roles hold it."""

    VIEW = "view"
    REGISTER = "register"  # receive and correct letters, enter the office's number
    DIRECT = "direct"  # open campaigns, accept, forward
    WRITE = "write"  # texts, notices, own words, programmes
    APPROVE = "approve"  # texts, own words, reports to sign
    PLAN = "plan"  # sessions and schedules
    TICK = "tick"  # what sounded, at a hand-operated station
    LOG = "log"  # activities
    REPORT = "report"  # fill, consolidate
    EQUIP = "equip"  # stations, players
    MANAGE = "manage"  # accounts and grants


HOLDS: dict[Role, frozenset[Right]] = {
    Role.DRAFTER: frozenset({Right.VIEW, Right.REGISTER, Right.DIRECT, Right.WRITE, Right.PLAN, Right.REPORT}),
    Role.APPROVER: frozenset({Right.VIEW, Right.DIRECT, Right.APPROVE}),
    Role.CLERK: frozenset({Right.VIEW, Right.REGISTER}),
    Role.COMMUNE_OFFICER: frozenset(
        {Right.VIEW, Right.REGISTER, Right.DIRECT, Right.WRITE, Right.PLAN, Right.TICK, Right.LOG, Right.REPORT}
    ),
    Role.EDITOR: frozenset({Right.VIEW, Right.WRITE, Right.PLAN}),
    Role.COMMUNICATOR: frozenset({Right.VIEW, Right.LOG}),
    Role.TECHNICIAN: frozenset({Right.VIEW, Right.EQUIP}),
    Role.VIEWER: frozenset({Right.VIEW}),
    Role.ADMINISTRATOR: frozenset({Right.VIEW, Right.EQUIP, Right.MANAGE}),
}


def rights_of(roles: frozenset[Role]) -> frozenset[Right]:
    """All rights that these roles hold together."""
    return frozenset().union(*(HOLDS[role] for role in roles))
