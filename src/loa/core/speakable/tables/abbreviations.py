"""Abbreviations that always mean the same (chữ viết tắt). Those that depend on what stands beside them are in `contexts`."""

from loa.core.speakable.tables.bodies import BODIES
from loa.core.speakable.tables.fields import FIELDS
from loa.core.speakable.tables.localities import LOCALITIES
from loa.core.speakable.tables.shorthand import SHORTHAND
from loa.core.speakable.tables.work import WORK

ABBREVIATIONS: dict[str, str] = {**BODIES, **LOCALITIES, **WORK, **FIELDS, **SHORTHAND}
