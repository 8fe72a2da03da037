"""Roles granted at an agency (vai trò), and what each may do."""

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


class Right(Faced):
    """What an act needs. An act names one right; the table below says which roles hold it."""

    VIEW = "view", "xem"
    REGISTER = "register", "tiếp nhận, vào sổ văn bản"  # receive and correct letters, enter the office's number
    DIRECT = "direct", "mở đợt, tiếp nhận việc"  # open campaigns, ask for reports, accept
    SEND = "send", "giao xuống, phát hành"  # hand down to the level below, issue what leaves the office
    WRITE = "write", "soạn nội dung"  # texts, notices, own words, programmes
    REVIEW = "review", "xem xét báo cáo cấp dưới"  # return reports of the level below
    APPROVE = "approve", "phê duyệt, ký"  # texts, own words, reports to sign
    PLAN = "plan", "lập lịch phát"  # sessions and schedules
    TICK = "tick", "xác nhận buổi phát"  # what sounded, at a hand-operated station
    LOG = "log", "ghi hoạt động"  # activities
    REPORT = "report", "lập báo cáo"  # fill, consolidate
    EXPORT = "export", "xuất tệp danh sách, báo cáo"  # take lists and reports out of the house as files
    EQUIP = "equip", "quản lý đài, thiết bị"  # stations, players
    MANAGE = "manage", "quản trị tài khoản"  # accounts and grants


class Word(Faced):
    """The seven words in which rights are spoken of: each gathers the rights that the acts of the house ask for."""

    ENTER = "enter", "nhập"
    REVIEW = "review", "xem xét"
    APPROVE = "approve", "phê duyệt"
    VIEW = "view", "xem"
    EXPORT = "export", "xuất"
    SEND = "send", "gửi"
    MANAGE = "manage", "quản trị"


RIGHTS_OF_WORD: dict[Word, frozenset[Right]] = {
    Word.ENTER: frozenset({Right.REGISTER, Right.WRITE, Right.PLAN, Right.TICK, Right.LOG, Right.REPORT, Right.EQUIP}),
    Word.REVIEW: frozenset({Right.REVIEW}),
    Word.APPROVE: frozenset({Right.APPROVE}),
    Word.VIEW: frozenset({Right.VIEW}),
    Word.EXPORT: frozenset({Right.EXPORT}),
    Word.SEND: frozenset({Right.DIRECT, Right.SEND}),
    Word.MANAGE: frozenset({Right.MANAGE}),
}

# Export goes to those whose work ends in a paper that leaves the office: who writes the report, who signs it, who posts it. Others look
# at the same lists on the page; a grant may add it for one person. An administrator of accounts takes no work of others out.
HOLDS: dict[Role, frozenset[Right]] = {
    Role.DRAFTER: frozenset(
        {
            Right.VIEW,
            Right.REGISTER,
            Right.DIRECT,
            Right.SEND,
            Right.WRITE,
            Right.REVIEW,
            Right.PLAN,
            Right.REPORT,
            Right.EXPORT,
        }
    ),
    Role.APPROVER: frozenset({Right.VIEW, Right.DIRECT, Right.SEND, Right.REVIEW, Right.APPROVE, Right.EXPORT}),
    Role.CLERK: frozenset({Right.VIEW, Right.REGISTER, Right.EXPORT}),
    Role.COMMUNE_OFFICER: frozenset(
        {
            Right.VIEW,
            Right.REGISTER,
            Right.DIRECT,
            Right.SEND,
            Right.WRITE,
            Right.REVIEW,
            Right.PLAN,
            Right.TICK,
            Right.LOG,
            Right.REPORT,
            Right.EXPORT,
        }
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


def rights_of_grant(role: Role, own: frozenset[Right]) -> frozenset[Right]:
    """The rights of one grant: its own set where it has one, else those of the role."""
    return own or HOLDS[role]


def may_be_given(role: Role) -> frozenset[Right]:
    """What a grant of this role may carry at most: the rights of the role, and export. More is another role."""
    return HOLDS[role] | {Right.EXPORT}


# Whom a delegation may not reach: who gives out rights, and what is everybody's anyway.
NOT_DELEGATED = frozenset({Right.MANAGE})
