"""Real hardware: mpg123 on ALSA, one process an item; clips of an item join gaplessly in it."""

import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any, Literal

from loa.player.errors import OutputFailed
from loa.player.outputs.output import Ending, Sound

GRACE_SECONDS = 2


class Mpg123Output:
    """Options: `device` (ALSA name, default the machine's), `program` ("mpg123"), `arguments` (more of them)."""

    kind = "mpg123"
    form: Literal["wav", "mp3"] = "mp3"
    needs_files = True

    def __init__(self, home: Path, options: Mapping[str, Any]) -> None:  # noqa: ARG002 -- every output is made the same way
        program = str(options.get("program", "mpg123"))
        found = shutil.which(program)
        if found is None:
            raise OutputFailed(detail=f"máy chưa có chương trình {program}; hãy cài bằng: sudo apt install mpg123")
        device = ["-a", str(options["device"])] if options.get("device") else []
        self._command = [found, "-q", *device, *map(str, options.get("arguments", ()))]
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None

    def start(self, sound: Sound, now: datetime) -> None:  # noqa: ARG002 -- part of the protocol
        """Start the process. Raises `OutputFailed`."""
        self._errors = TemporaryFile()  # noqa: SIM115 -- read when the process has ended
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- our own program and files named by hash
                [*self._command, *map(str, sound.files)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=self._errors
            )
        except OSError as error:
            raise OutputFailed(detail=str(error)) from None

    def ends_at(self) -> datetime | None:
        """The process says when; nobody knows before."""
        return None

    def ended(self, now: datetime) -> Ending | None:
        """Ended when the process has."""
        if self._process is None or self._process.poll() is None:
            return None
        process, self._process = self._process, None
        said = self._said()
        return Ending(now.astimezone(UTC), "" if process.returncode == 0 else f"mpg123: {said or process.returncode}")

    def stop(self, now: datetime) -> None:  # noqa: ARG002 -- part of the protocol
        """End the process."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None
        self._said()

    def close(self) -> None:
        """End what still sounds."""
        self.stop(datetime.now(UTC))

    def _said(self) -> str:
        """The last line that mpg123 wrote; closes the file."""
        if self._errors is None:
            return ""
        self._errors.seek(0)
        lines = self._errors.read()[-2000:].decode(errors="replace").strip().splitlines()
        self._errors.close()
        self._errors = None
        return lines[-1][:300] if lines else ""
