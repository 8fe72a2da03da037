"""What every engine is."""

from collections.abc import Mapping
from typing import Protocol

from loa.server.voices.mixing.pcm import PCM


class Engine(Protocol):
    """A voice that speaks. `name`, `voice` and `settings` go into the hash of every clip: change one and clips are made anew."""

    @property
    def name(self) -> str:
        """Of the software, e.g. "espeak-ng"."""

    @property
    def voice(self) -> str:
        """Of the voice within it, e.g. "vi"."""

    @property
    def machine(self) -> bool:
        """Whether the sound must be marked as a machine's."""

    @property
    def settings(self) -> Mapping[str, str | int]:
        """All that changes the sound."""

    def speak(self, text: str) -> PCM:
        """Speakable text as samples of the house; the same text gives the same samples.

        :raises NothingToSpeak: no word in it
        :raises EngineUnavailable: the engine does not answer, even after a restart
        """

    def close(self) -> None:
        """Stop the process. Speaking again starts it again."""
