"""The table of changes: its columns, how a row is read, and what can be wrong with it before anybody looks at a map."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from loa.core.cells import Unreadable, day_of, text_of
from loa.core.faces import Faced
from loa.core.folding import search_key
from loa.core.lineage import SuccessionKind
from loa.core.reorganising.problems import Problem
from loa.core.territories import MAX_NAME_LENGTH
from loa.core.words import Said, vi

MOST_ROWS = 20_000
HEADING_WITHIN_ROWS = 30


class Column(Faced):
    """Columns of the table, with the heading as it is written."""

    OLD = "old", "Đơn vị cũ"
    OLD_PARENT = "old_parent", "Đơn vị cũ thuộc"
    OLD_CODE = "old_code", "Mã đơn vị cũ"
    KIND = "kind", "Cách sắp xếp"
    FORM = "form", "Loại đơn vị mới"
    NEW = "new", "Tên đơn vị mới"
    CODE = "code", "Mã đơn vị mới"
    PARENT = "parent", "Đơn vị mới thuộc"
    STANDS = "stands", "Đơn vị nhận đã có"
    WEIGHT = "weight", "Tỷ lệ chuyển"
    BASIS = "basis", "Căn cứ của tỷ lệ"
    EFFECTIVE_ON = "effective_on", "Hiệu lực từ ngày"
    RULE = "rule", "Việc còn mở"
    FINISH_BY = "finish_by", "Hạn hoàn thành"
    RECEIVER = "receiver", "Nơi nhận việc"
    NOTE = "note", "Ghi chú"


NEEDED = (Column.OLD, Column.KIND, Column.NEW)

MEANING: dict[Column, str] = {
    Column.OLD: vi("Tên kèm loại, ví dụ: phường Bạch Mai. Mỗi đơn vị cũ một dòng; chia hoặc chuyển một phần thì mỗi phần một dòng."),
    Column.OLD_PARENT: vi("Đơn vị cấp trên hiện nay; cần khi có nhiều đơn vị trùng tên."),
    Column.OLD_CODE: vi("Mã hiện nay; có mã thì tìm theo mã và đối chiếu với tên."),
    Column.KIND: vi("nhập, chia, nhập một phần, đổi tên, chuyển đơn vị cấp trên, hoặc kết thúc."),
    Column.FORM: vi("xã, phường, đặc khu… Để trống khi chỉ chuyển đơn vị cấp trên hoặc kết thúc."),
    Column.NEW: vi("Tên không kèm loại, ví dụ: Bạch Mai. Để trống khi chỉ chuyển đơn vị cấp trên hoặc kết thúc."),
    Column.CODE: vi("Mã của đơn vị mới, nếu đã có."),
    Column.PARENT: vi("Đơn vị cấp trên sau sắp xếp; để trống thì giữ đơn vị cấp trên còn hiệu lực."),
    Column.STANDS: vi("Ghi “có” khi đơn vị nhận đang có và giữ nguyên; để trống thì lập đơn vị mới."),
    Column.WEIGHT: vi("Phần chuyển sang đơn vị mới: 35% hoặc 0,35. Chưa biết thì để trống, không đoán."),
    Column.BASIS: vi("Tỷ lệ tính theo gì: dân số, diện tích, số hộ, theo văn bản nào."),
    Column.EFFECTIVE_ON: vi("Ngày đầu tiên của đơn vị mới, ví dụ 01/07/2027. Cả bảng một ngày."),
    Column.RULE: vi("chuyển (mặc định khi có một đơn vị kế tục) hoặc hoàn thành (đơn vị cũ làm nốt)."),
    Column.FINISH_BY: vi("Khi ghi “hoàn thành”: đơn vị cũ làm nốt đến hết ngày này."),
    Column.RECEIVER: vi("Khi có nhiều đơn vị kế tục, hoặc kết thúc: đơn vị hay cơ quan nhận người, đài và việc còn mở."),
    Column.NOTE: vi("Ghi chú, giữ trong hồ sơ."),
}

KIND_WORDS: dict[str, SuccessionKind] = {
    **dict.fromkeys(("nhap", "sap nhap", "hop nhat", "nhap toan bo", "merge"), SuccessionKind.MERGE),
    **dict.fromkeys(("chia", "tach", "chia tach", "split"), SuccessionKind.SPLIT),
    **dict.fromkeys(("nhap mot phan", "mot phan", "dieu chinh mot phan", "part"), SuccessionKind.PART),
    **dict.fromkeys(("doi ten", "rename"), SuccessionKind.RENAME),
    **dict.fromkeys(("chuyen don vi cap tren", "chuyen", "dieu chuyen", "transfer"), SuccessionKind.TRANSFER),
    **dict.fromkeys(("ket thuc", "giai the", "bai bo", "abolish"), SuccessionKind.ABOLISH),
}
# The unit goes on under the same identity.
GOES_ON = (SuccessionKind.RENAME, SuccessionKind.TRANSFER)
# Several rows may speak of the same old unit.
IN_PARTS = (SuccessionKind.SPLIT, SuccessionKind.PART)


class Rule(Faced):
    """What happens to open work of a unit that ends."""

    CARRY = "carry", "chuyển cho đơn vị kế tục"
    FINISH = "finish", "đơn vị cũ hoàn thành đến hạn"


RULE_WORDS: dict[str, Rule] = {
    **dict.fromkeys(("chuyen", "chuyen cho don vi ke tuc", "carry"), Rule.CARRY),
    **dict.fromkeys(("hoan thanh", "don vi cu hoan thanh", "don vi cu hoan thanh den han", "finish"), Rule.FINISH),
}
YES = frozenset({"co", "x", "yes", "1", "da co"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row, understood. Names carry no form except `old`, `old_parent`, `parent`, `receiver`, which are as somebody wrote them."""

    line: int
    old: str
    kind: SuccessionKind
    old_parent: str = ""
    old_code: str = ""
    form: str = ""
    new: str = ""
    code: str = ""
    parent: str = ""
    stands: bool = False
    weight: Decimal | None = None
    basis: str = ""
    effective_on: date | None = None
    rule: Rule | None = None
    finish_by: date | None = None
    receiver: str = ""
    note: str = ""

    @property
    def becomes(self) -> str:
        """The new unit as the row calls it, folded; empty where the row names none."""
        return search_key(f"{self.form} {self.new}") if self.new else ""


def heading_of(rows: Sequence[Sequence[Any]]) -> tuple[int, dict[Column, int]] | None:
    """Which row is the heading and where each column stands; None where no row names the columns that are needed."""
    faces = {search_key(column.vi): column for column in Column}
    for at, cells in enumerate(rows[:HEADING_WITHIN_ROWS]):
        found = {faces[key]: place for place, cell in reversed(list(enumerate(cells))) if (key := search_key(text_of(cell))) in faces}
        if all(column in found for column in NEEDED):
            return at, found
    return None


def read_changes(rows: Sequence[Sequence[Any]], *, heading: int, columns: Mapping[Column, int]) -> tuple[list[Change], list[Problem]]:
    """The rows below the heading, and what is wrong with them by themselves. Lines count from 1, as a spreadsheet shows them."""
    changes: list[Change] = []
    problems: list[Problem] = []
    for line, cells in enumerate(rows[heading + 1 :], start=heading + 2):
        held = {column: cells[at] if at < len(cells) else None for column, at in columns.items()}
        if not any(text_of(cell) for cell in held.values()):
            continue
        try:
            changes.append(_change(line, held))
        except Unreadable as error:
            problems.append(Problem(line, error.sentence, error.facts))
    if not changes and not problems:
        problems.append(Problem(0, vi("Bảng không có dòng nào. Hãy điền mỗi đơn vị cũ một dòng dưới tiêu đề.")))
    return changes, [*problems, *table_problems(changes)]


def _change(line: int, held: Mapping[Column, Any]) -> Change:
    text = {column: _said(column, held.get(column)) for column in Column}
    if not text[Column.OLD]:
        raise Unreadable(vi("Thiếu đơn vị cũ. Đơn vị mới phải có đơn vị tiền thân; hãy ghi tên đơn vị cũ."))
    kind = _word(KIND_WORDS, text[Column.KIND], Column.KIND)
    needs_name = kind not in (SuccessionKind.ABOLISH, SuccessionKind.TRANSFER)
    if needs_name and not (text[Column.NEW] and text[Column.FORM]):
        raise Unreadable(vi("Cách sắp xếp “{kind}” cần cả loại và tên đơn vị mới."), kind=str(kind.vi))
    if kind is SuccessionKind.ABOLISH and text[Column.NEW]:
        raise Unreadable(vi("Đơn vị kết thúc thì không có tên đơn vị mới. Hãy xóa tên, hoặc chọn cách sắp xếp khác."))
    if kind is SuccessionKind.TRANSFER and not text[Column.PARENT]:
        raise Unreadable(vi("Chuyển đơn vị cấp trên thì phải ghi đơn vị cấp trên mới."))
    rule = _word(RULE_WORDS, text[Column.RULE], Column.RULE) if text[Column.RULE] else None
    finish_by = day_of(held.get(Column.FINISH_BY), column=str(Column.FINISH_BY.vi))
    if rule is Rule.FINISH and finish_by is None:
        raise Unreadable(vi("Ghi “hoàn thành” thì phải có hạn hoàn thành."))
    weight = _weight(held.get(Column.WEIGHT), kind)
    if weight is not None and weight != 1 and not text[Column.BASIS]:
        raise Unreadable(vi("Tỷ lệ chưa có căn cứ. Hãy ghi tính theo gì (dân số, số hộ, diện tích) và theo văn bản nào."))
    return Change(
        line=line,
        old=text[Column.OLD],
        kind=kind,
        old_parent=text[Column.OLD_PARENT],
        old_code=text[Column.OLD_CODE],
        form=text[Column.FORM].lower(),
        new=text[Column.NEW],
        code=text[Column.CODE],
        parent=text[Column.PARENT],
        stands=search_key(text[Column.STANDS]) in YES,
        weight=weight,
        basis=text[Column.BASIS],
        effective_on=day_of(held.get(Column.EFFECTIVE_ON), column=str(Column.EFFECTIVE_ON.vi)),
        rule=rule,
        finish_by=finish_by,
        receiver=text[Column.RECEIVER],
        note=text[Column.NOTE],
    )


_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")  # what Vietnamese letters are written with
_NAMES = (Column.OLD, Column.OLD_PARENT, Column.NEW, Column.PARENT, Column.FORM, Column.RECEIVER)


def _said(column: Column, cell: Any) -> str:
    text = text_of(cell)
    if text.startswith("="):
        raise Unreadable(vi("Cột “{column}” là công thức. Hãy ghi giá trị."), column=str(column.vi))
    if column in _NAMES and (wrong := _foreign(text)):
        raise Unreadable(
            vi("Cột “{column}” có ký tự “{letter}” không phải chữ Việt: bảng có thể sai bảng mã. Hãy lưu lại bằng phông Unicode."),
            column=str(column.vi),
            letter=wrong,
        )
    most = MAX_NAME_LENGTH if column in _NAMES else 300
    if len(text) > most:
        raise Unreadable(vi("Cột “{column}” dài {length} ký tự, dài nhất là {most}."), column=str(column.vi), length=len(text), most=most)
    return text


def _foreign(text: str) -> str:
    """The first character no Vietnamese name is written with: the sign of a text read in the wrong encoding, or in an old font's."""
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        base, marks = apart[0], apart[1:]
        plain = base.isascii() or base in "đĐ–—’‘“”…"
        if not plain or not base.isprintable() or any(mark not in _MARKS for mark in marks):
            return letter
    return ""


def _word(words: Mapping[str, Any], text: str, column: Column) -> Any:
    found = words.get(search_key(text))
    if found is None:
        raise Unreadable(
            vi("Cột “{column}” ghi “{text}”, chưa hiểu được. Cách ghi: {meaning}"),
            column=str(column.vi),
            text=text,
            meaning=Said(MEANING[column]),
        )
    return found


def _weight(cell: Any, kind: SuccessionKind) -> Decimal | None:
    text = text_of(cell)
    if not text:
        return Decimal(1) if kind is SuccessionKind.MERGE else None
    percent = text.endswith("%")
    try:
        weight = Decimal(text.removesuffix("%").strip().replace(",", ".")) / (100 if percent else 1)
    except InvalidOperation:
        raise Unreadable(vi("Tỷ lệ “{text}” không phải số. Hãy ghi 35% hoặc 0,35."), text=text) from None
    if not (weight.is_finite() and 0 < weight <= 1):
        raise Unreadable(vi("Tỷ lệ “{text}” phải lớn hơn 0 và không quá 1 (100%)."), text=text)
    if kind in (SuccessionKind.MERGE, *GOES_ON) and weight != 1:
        raise Unreadable(
            vi("“{kind}” là chuyển toàn bộ nên tỷ lệ là 100%. Chuyển một phần thì ghi “chia” hoặc “nhập một phần”."), kind=str(kind.vi)
        )
    return weight.quantize(Decimal("1e-8"))


def table_problems(changes: Sequence[Change]) -> list[Problem]:
    """What is wrong with the rows taken together."""
    return [*_repeated(changes), *_disagreeing(changes), *_overweight(changes), *_days(changes), *_circles(changes)]


def _repeated(changes: Iterable[Change]) -> list[Problem]:
    groups: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
    for change in changes:
        groups[search_key(change.old), search_key(change.old_parent), change.old_code].append(change)
    problems = []
    for rows in groups.values():
        first, *rest = rows
        seen = {first.becomes}
        for row in rest:
            if not all(one.kind in IN_PARTS for one in (first, row)):
                problems.append(
                    Problem(row.line, vi("{unit} đã có ở dòng {line}. Mỗi đơn vị cũ một dòng."), {"unit": row.old, "line": first.line})
                )
            elif row.becomes in seen:
                facts = {"unit": row.old, "new": f"{row.form} {row.new}"}
                problems.append(Problem(row.line, vi("{unit} chuyển sang {new} hai lần. Hãy gộp thành một dòng."), facts))
            seen.add(row.becomes)
    return problems


def _disagreeing(changes: Iterable[Change]) -> list[Problem]:
    """Rows of one new unit must say the same of it."""
    first: dict[tuple[str, str], Change] = {}
    codes: dict[str, Change] = {}
    problems = []
    for row in (one for one in changes if one.new and one.kind not in GOES_ON):
        before = first.setdefault((row.becomes, search_key(row.parent)), row)
        if (row.code and before.code and row.code != before.code) or row.stands != before.stands:
            facts = {"unit": f"{row.form} {row.new}", "line": before.line}
            problems.append(Problem(row.line, vi("{unit} ghi khác dòng {line} về mã hoặc về việc đã có. Hãy ghi như nhau."), facts))
    for row in (one for one in changes if one.code):
        before = codes.setdefault(row.code, row)
        if before.becomes != row.becomes:
            facts = {"code": row.code, "line": before.line}
            problems.append(Problem(row.line, vi("Mã {code} đã dùng cho đơn vị khác ở dòng {line}."), facts))
    return problems


def _overweight(changes: Iterable[Change]) -> list[Problem]:
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    problems = []
    for row in changes:
        key = (search_key(row.old), search_key(row.old_parent), row.old_code)
        before = sums[key]
        sums[key] += (row.weight or Decimal(0)) if row.kind in IN_PARTS else Decimal(0)
        if sums[key] > 1 >= before:
            facts = {"unit": row.old, "sum": f"{sums[key] * 100:.2f}".replace(".", ",")}
            problems.append(Problem(row.line, vi("Các phần của {unit} cộng lại thành {sum}%, quá 100%."), facts))
    return problems


def _days(changes: Sequence[Change]) -> list[Problem]:
    dated = [row for row in changes if row.effective_on]
    if not dated:
        return []
    first = dated[0]
    facts = {"line": first.line, "day": f"{first.effective_on:%d/%m/%Y}"}
    sentence = vi("Ngày hiệu lực khác dòng {line} ({day}). Mỗi bảng một ngày; ngày khác thì lập bảng khác.")
    early = vi("Hạn hoàn thành phải từ ngày hiệu lực {day} trở đi.")
    return [
        *(Problem(row.line, sentence, facts) for row in dated if row.effective_on != first.effective_on),
        *(
            Problem(row.line, early, facts)
            for row in changes
            if row.finish_by and first.effective_on and row.finish_by < first.effective_on
        ),
    ]


def _circles(changes: Iterable[Change]) -> list[Problem]:
    """Whole units that go into one another in a ring. A unit that lends its name to what it becomes is no ring."""
    rows = {search_key(row.old): row for row in changes if row.kind is SuccessionKind.MERGE and row.becomes != search_key(row.old)}
    problems, settled = [], set()
    for start in rows:
        way: list[str] = []
        step = start
        while step in rows and step not in way and step not in settled:
            way.append(step)
            step = rows[step].becomes
        if step in way:
            ring = way[way.index(step) :]
            lines = ", ".join(str(rows[one].line) for one in ring)
            sentence = vi("Các dòng {lines} nhập lẫn nhau thành vòng khép kín. Hãy xác định đơn vị nào được giữ lại.")
            problems.append(Problem(rows[ring[-1]].line, sentence, {"lines": lines}))
        settled.update(way)
    return problems
