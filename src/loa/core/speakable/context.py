"""What stands before and after a match."""

import re

NEAR = 100


def before(match: re.Match[str]) -> str:
    """A line's worth of text before the match, on the same line."""
    return match.string[max(0, match.start() - NEAR) : match.start()].rpartition("\n")[2]


def after(match: re.Match[str]) -> str:
    """A line's worth of text after the match, on the same line."""
    return match.string[match.end() : match.end() + NEAR].partition("\n")[0]


def word_before(match: re.Match[str]) -> str:
    """The last word before the match, in lower case, without marks; "" at the beginning of a line or after a mark that separates."""
    found = re.search(r"(\w+)[\s:]*$", before(match))
    return found.group(1).casefold() if found else ""
