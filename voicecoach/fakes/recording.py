"""A fake recording, of samples that are already in memory."""

import hashlib
from collections.abc import Iterator

import numpy as np

from voicecoach.audio import AudioChunk, Samples, chunks
from voicecoach.errors import MediaError
from voicecoach.ports import MediaFacts
from voicecoach.units import RATE_HZ


class FakeRecording:
    """A recording whose samples are already in memory.

    Args:
        samples: The sound, mono at `units.RATE_HZ`.
        chunk_s: Length of the chunks it is handed on in.
        clipped_share: What `facts` says of clipping.
        warnings: What `facts` warns of.
    """

    def __init__(
        self, samples: Samples, chunk_s: float = 1.0, *, clipped_share: float = 0.0, warnings: tuple[str, ...] = ()
    ) -> None:
        self._samples = samples
        self._chunk_s = chunk_s
        self._clipped_share = clipped_share
        self._warnings = warnings

    @property
    def expected_duration_s(self) -> float | None:
        """Its length."""
        return len(self._samples) / RATE_HZ

    def chunks(self) -> Iterator[AudioChunk]:
        """The samples in chunks.

        Raises:
            MediaError: When there are none.
        """
        if not len(self._samples):
            raise MediaError("The recording in memory holds no sound.")
        yield from chunks(self._samples, self._chunk_s)

    def facts(self) -> MediaFacts:
        """What the samples are."""
        return MediaFacts(
            sha256=hashlib.sha256(self._samples.tobytes()).hexdigest(),
            duration_s=len(self._samples) / RATE_HZ,
            rate_hz=RATE_HZ,
            channels=1,
            clipped_share=self._clipped_share,
            dc_offset=float(self._samples.mean(dtype=np.float64)) if len(self._samples) else 0.0,
            warnings=self._warnings,
        )
