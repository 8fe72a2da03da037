"""Names of letters, for codes that no table knows (PCR, B52)."""

LETTERS: dict[str, str] = {
    "a": "a", "ă": "á", "â": "ớ", "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "e": "e", "ê": "ê", "f": "ép", "g": "gờ", "h": "hát",
    "i": "i", "j": "gi", "k": "ca", "l": "lờ", "m": "mờ", "n": "nờ", "o": "o", "ô": "ô", "ơ": "ơ", "p": "pê", "q": "quy", "r": "rờ",
    "s": "ét", "t": "tê", "u": "u", "ư": "ư", "v": "vê", "w": "vê kép", "x": "ích", "y": "y", "z": "dét",
}  # fmt: skip
# In codes and capitals D is "đê" (khối D, HD); only in lists and laws, where đ stands beside it, is it "dê".
CODE_LETTERS: dict[str, str] = {**LETTERS, "d": "đê"}
