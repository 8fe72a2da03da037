"""The journey of one letter through a few wards of two districts, as a process of its own: `python small_city.py HOME OUT SEED`.

A process of its own, because what must not matter differs between processes: the order of sets, the installation's key, the clock.
"""

import shutil
import sys
import warnings
from pathlib import Path

from loa.launch.home import open_home
from loa.launch.samples import NAME, sample_letter
from loa.launch.week.limits import Limits
from loa.launch.week.once import journey_steps, on_the_way

WITHOUT = ("Các kênh khác",)  # papers enter no figure, and take the longest


def main(home: Path, out: Path, seed: int) -> None:
    """Copy a prepared home, so that both maps of Hà Nội are loaded once for all journeys, and travel in it."""
    shutil.copytree(home, out / "home")
    open_home(out / "home")
    from loa.launch.week.journey import travel

    warnings.filterwarnings("ignore", message="No directory at")
    limits = Limits(districts=("UBND quận Ba Đình", "UBND quận Hai Bà Trưng"), communes_of_each=5)
    with on_the_way(letter=sample_letter(), name=NAME, out=out, seed=seed, limits=limits) as journey:
        travel(journey, [(title, step) for title, step in journey_steps() if title not in WITHOUT])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
