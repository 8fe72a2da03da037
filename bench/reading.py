"""How many letters a second one core reads: every sample at hand, each read several times. Exits 1 below the limit.

python bench/reading.py [--rounds N]
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

from loa.core.reading import read_letter

LIMIT = 20.0  # letters a second
HERE = Path(__file__).resolve().parents[1]
FOLDERS = (HERE / "tests/core/reading/samples", HERE / "tests/core/reading/papers", HERE.parent / "shared/documents")


def main() -> int:
    """Print letters a second over all samples, and the slowest of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    texts = {path.stem: path.read_text(encoding="utf-8") for folder in FOLDERS for path in sorted(folder.glob("*.txt"))}
    read_letter(next(iter(texts.values())))  # tables are compiled once
    spent = {name: statistics.median(timed(text) for _ in range(rounds)) for name, text in texts.items()}
    slowest = max(spent, key=lambda name: spent[name])
    rate = len(spent) / sum(spent.values())
    characters = sum(map(len, texts.values())) / sum(spent.values())
    print(f"{len(texts)} letters: {rate:.0f} letters/s, {characters / 1000:.0f} thousand characters/s on one core")
    print(f"slowest: {slowest}, {1000 * spent[slowest]:.1f} ms, {len(texts[slowest])} characters; limit {LIMIT:.0f} letters/s")
    return 0 if rate >= LIMIT else 1


def timed(text: str) -> float:
    """Seconds of processor time of one reading."""
    began = time.process_time()
    read_letter(text)
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
