"""What the register keeps of how a recipient line was read can be said in another language."""

import ast
from pathlib import Path

import pytest

from loa.core import recipients
from loa.core.recipient_reasons import SENTENCES, reason_said

ENGLISH = {
    "tất cả: {forms}": "all: {forms}",
    "; không nêu: {forms}": "; not named: {forms}",
    "; chỉ trong địa bàn của cơ quan ban hành": "; only within the issuing agency's territory",
    "{reading}, trừ {count} cơ quan": "{reading}, except {count} agencies",
    "đúng tên cơ quan": "the agency's exact name",
    "các đơn vị trực thuộc": "units that belong to it",
    "Chưa nhận ra cơ quan này trong danh mục. Hãy chọn hoặc thêm cơ quan.": "This agency is not in the directory. Choose or add it.",
}


def english(sentence: str) -> str:
    return ENGLISH.get(sentence, sentence)


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("đúng tên cơ quan", "the agency's exact name"),
        ("tất cả: quận; không nêu: huyện, thị xã", "all: quận; not named: huyện, thị xã"),
        ("tất cả: phường; chỉ trong địa bàn của cơ quan ban hành", "all: phường; only within the issuing agency's territory"),
        ("tất cả: quận, huyện, trừ 2 cơ quan", "all: quận, huyện, except 2 agencies"),
        ("đúng tên cơ quan; các đơn vị trực thuộc", "the agency's exact name; units that belong to it"),
        (
            "Công an quận: Chưa nhận ra cơ quan này trong danh mục. Hãy chọn hoặc thêm cơ quan.",
            "Công an quận: This agency is not in the directory. Choose or add it.",
        ),
        ("các đơn vị trực thuộc Sở: điều lạ", "các đơn vị trực thuộc Sở: điều lạ"),
    ],
)
def test_what_is_kept_is_said_in_the_reader_s_language_and_names_stay(kept: str, said: str) -> None:
    assert reason_said(kept, english) == said
    assert reason_said(kept) == kept


def test_every_sentence_that_recipients_says_of_a_line_can_be_said() -> None:
    tree = ast.parse(Path(recipients.__file__).read_text(encoding="utf-8"))
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "vi"]
    told = {one.args[0].value for one in calls if isinstance(one.args[0], ast.Constant)}
    assert told
    assert told <= set(SENTENCES)
