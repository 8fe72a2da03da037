"""Khối ký: the lines above the name of who signs, from the title that the person bears on the day of the paper (NĐ 30/2020, Phụ lục I)."""

from loa.core.folding import search_key


def signature_lines(title: str, *, capacity: str, position: str, delegated: bool = False) -> tuple[str, ...]:
    """In capitals: for whom ("TM. ỦY BAN NHÂN DÂN"), instead of whom ("KT. CHỦ TỊCH"), as what ("PHÓ CHỦ TỊCH").

    `capacity` and `position` are those of the agency's head. A deputy signs for the head; without a title a deputy is taken to sign, as
    most such papers are. Any other title stands as it is, by order of the head (TL.), or, `delegated`, by the head's delegation (TUQ.).
    """
    above = (capacity,) if capacity else ()
    if not position:
        return (*above, title.upper()) if title else above
    if is_deputy(title, position) or not (title or delegated):
        return (*above, f"KT. {position}", f"PHÓ {position}")
    if is_head(title, position):
        return (*above, position)
    return (f"{'TUQ' if delegated else 'TL'}. {position}", *([title.upper()] if title else []))


def is_head(title: str, position: str) -> bool:
    """Whether the title is that of the head, of whatever it names ("Chủ tịch Ủy ban nhân dân phường" where the head is CHỦ TỊCH)."""
    words, head = search_key(title).split(), search_key(position).split()
    return bool(head) and words[: len(head)] == head


def is_deputy(title: str, position: str) -> bool:
    """Whether the title is that of a deputy of the head."""
    words, head = search_key(title).split(), search_key(position).split()
    return bool(head) and words[: len(head) + 1] == ["pho", *head]
