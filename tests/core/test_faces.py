"""Fixed values with a Vietnamese face."""

import json
import pickle

import pytest

from loa.core.faces import Faced


class Colour(Faced):
    RED = "red", "đỏ"
    GREEN = "green", "xanh"


def test_a_value_is_text_and_has_a_face() -> None:
    assert Colour.RED == "red"
    assert Colour.RED.vi == "đỏ"
    assert f"{Colour.RED}" == "red"
    assert json.dumps(Colour.RED) == '"red"'


def test_a_value_is_looked_up_by_its_text() -> None:
    assert Colour("green") is Colour.GREEN
    with pytest.raises(ValueError, match="blue"):
        Colour("blue")


def test_choices_come_in_the_order_of_writing() -> None:
    assert Colour.choices() == [("red", "đỏ"), ("green", "xanh")]


def test_a_value_survives_a_queue() -> None:
    assert pickle.loads(pickle.dumps(Colour.RED)) is Colour.RED
