"""Tables that come in: a refusal names file and row."""

import pytest

from loa.core.tables import TableRefused, read_table


def read(text: str | bytes) -> list[dict[str, str]]:
    data = text.encode() if isinstance(text, str) else text
    return [row.cells for row in read_table(data, file="bang.csv", columns=("code", "name"))]


def test_cells_are_trimmed_and_kept_in_nfc() -> None:
    assert read("code,name\n1, Bạch Mai \n") == [{"code": "1", "name": "Bạch Mai"}]


def test_a_byte_order_mark_and_other_columns_and_empty_lines_do_no_harm() -> None:
    assert read(b"\xef\xbb\xbfname,x,code\nA,b,1\n,,\n") == [{"code": "1", "name": "A"}]


@pytest.mark.parametrize(
    ("data", "line", "word"),
    [
        ("code\n1\n", 1, "Thiếu cột name"),
        ("", 1, "Thiếu cột code, name"),
        ("code,name\n1,A\n2\n", 3, "1 ô"),
        ("code,name\n1,Bạch Mai\n".encode("utf-16"), 1, "UTF-8"),
        (b"code,name\n1,A\n2,\xff\n", 3, "UTF-8"),
    ],
)
def test_a_bad_table_is_refused_with_its_row(data: str | bytes, line: int, word: str) -> None:
    with pytest.raises(TableRefused) as refused:
        read(data)
    assert refused.value.facts["line"] == line
    assert word in str(refused.value)


def test_a_day_that_does_not_exist_is_refused() -> None:
    row = read_table(b"code,name\n1,2021-02-31\n", file="bang.csv", columns=("code", "name"))[0]
    with pytest.raises(TableRefused, match="2021-02-31"):
        row.day("name")
