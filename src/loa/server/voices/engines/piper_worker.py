"""A Piper voice in a process of its own (`python -m loa.server.voices.engines.piper_worker MODEL CONFIG MEMORY_MB`).

Speaks the protocol of `frames`. The noise that makes two readings of a sentence differ is turned off, and one thread does the sums in
one order: the same text gives the same samples.
"""

import json
import resource
import sys
from importlib.metadata import version
from pathlib import Path

from loa.server.voices.engines.frames import ERROR, own_output, serve, write_frame

SAMPLE_RATES_HZ = range(8_000, 48_001)


class Voice:
    """The model, loaded."""

    def __init__(self, model: Path, config: Path) -> None:
        import onnxruntime  # noqa: PLC0415  an optional extra, loaded by this process alone
        from piper import PiperVoice  # noqa: PLC0415
        from piper.config import PiperConfig  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        told = PiperConfig.from_dict(json.loads(config.read_text(encoding="utf-8")))
        if told.sample_rate not in SAMPLE_RATES_HZ:
            raise ValueError(told.sample_rate)
        session = onnxruntime.InferenceSession(str(model), sess_options=options, providers=["CPUExecutionProvider"])
        self._voice = PiperVoice(session=session, config=told, use_tashkeel=False)
        self.rate_hz = told.sample_rate
        self.version = f"piper-tts-{version('piper-tts')}+onnxruntime-{version('onnxruntime')}"
        self._length_scale = told.length_scale

    def speak(self, text: bytes, pace: float) -> bytes | None:
        """Samples of UTF-8 text; None where the model fails on it."""
        from piper.config import SynthesisConfig  # noqa: PLC0415

        # One gain for the whole voice: what Piper would do to each sentence apart is left out.
        how = SynthesisConfig(length_scale=self._length_scale / pace, noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False)
        # "[[" would begin phonemes written by hand.
        words = text.decode().replace("[[", " ").replace("]]", " ")
        try:
            return b"".join(chunk.audio_int16_bytes for chunk in self._voice.synthesize(words, syn_config=how)) or None
        except Exception:  # noqa: BLE001  whatever the model does with one text, the next one is answered
            return None


def main() -> None:
    """Limit the memory, load the voice, answer. What cannot be loaded is told in one frame."""
    model, config, memory_mb = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    limit = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    answers = own_output()
    try:
        voice = Voice(model, config)
    except Exception as broken:  # noqa: BLE001  the runtime has errors of its own for each way a file can be broken
        write_frame(answers, ERROR, f"files: {type(broken).__name__}".encode())
        return
    serve(voice.speak, sys.stdin.buffer, answers, version=voice.version, rate_hz=voice.rate_hz)


if __name__ == "__main__":
    main()
