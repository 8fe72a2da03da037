"""Fonts shipped whole for papers: a sans for posters and sheets, a serif with the metrics of Times New Roman for official letters.

Whole TTF files on purpose: fonts split by subset print wrong Vietnamese letters, without an error. Licences stand beside them.
"""

from pathlib import Path
from typing import Final

FONT_DIR: Final = Path(__file__).resolve().parent
SANS: Final = "Be Vietnam Pro"
SERIF: Final = "Liberation Serif"
