"""Khối ký: the lines above the name of who signs, from the title that the person bears on the day of the paper (NĐ 30/2020, Phụ lục I)."""

from loa.core.folding import search_key


def signature_lines(title: str, *, capacity: str, position: str) -> tuple[str, ...]:
    """In capitals: for whom ("TM. ỦY BAN NHÂN DÂN"), instead of whom ("KT. CHỦ TỊCH"), as what ("PHÓ CHỦ TỊCH").

    `capacity` and `position` are those of the agency's head. A deputy signs for the head; without a title a deputy is taken to sign, as
    most such papers are. Any other title stands as it is, by order of the head.
    """
    words, head = search_key(title).split(), search_key(position).split()
    above = (capacity,) if capacity else ()
    if not position:
        return (*above, title.upper()) if title else above
    if not words or words[: len(head) + 1] == ["pho", *head]:
        return (*above, f"KT. {position}", f"PHÓ {position}")
    if words[: len(head)] == head:
        return (*above, position)
    return (f"TL. {position}", title.upper())
