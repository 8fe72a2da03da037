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
    def shown(self) -> str:
        """As people know it: the name on the page where voices are chosen, and in the mark of the sound."""

    @property
    def machine(self) -> bool:
        """Whether the sound must be marked as a machine's."""

    @property
    def breathes(self) -> bool:
        """Whether it makes its own pauses inside a sentence, as a trained voice does; where it does not, the house does."""

    @property
    def settings(self) -> Mapping[str, str | int]:
        """All that changes the sound."""

    def speak(self, text: str, *, rate: float = 1.0) -> PCM:
        """Speakable text as samples of the house, at this share of the voice's own pace.

        The same text at the same pace gives the same samples, but for a voice that is rented: there nothing is asked twice, because
        clips are kept.

        :raises NothingToSpeak: no word in it
        :raises EngineUnavailable: the engine does not answer, even after a restart
        """

    def close(self) -> None:
        """Stop the process. Speaking again starts it again."""
