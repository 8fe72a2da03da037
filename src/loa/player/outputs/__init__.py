"""Outputs (đầu ra): where the sound goes. A new one is a module here and a line in `OUTPUTS`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from loa.player.errors import OutputUnknown
from loa.player.outputs.log import LogOutput
from loa.player.outputs.mpg123 import Mpg123Output
from loa.player.outputs.output import Ending, Output, Sound
from loa.player.outputs.wav import WavOutput

__all__ = ["OUTPUTS", "Ending", "Output", "Sound", "output_of"]

OUTPUTS: dict[str, Callable[[Path, Mapping[str, Any]], Output]] = {
    "wav": WavOutput,
    "mpg123": Mpg123Output,
    "log": LogOutput,
}


def output_of(kind: str, home: Path, options: Mapping[str, Any]) -> Output:
    """The output of that kind. Raises `OutputUnknown`, or `OutputFailed` where this machine cannot do it."""
    if kind not in OUTPUTS:
        raise OutputUnknown(kind=kind, known=", ".join(OUTPUTS))
    return OUTPUTS[kind](home, options)
