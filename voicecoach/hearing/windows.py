"""Windows: speech cut and packed for a recogniser that hears at most 30 s at a time.

Conventions
    A window holds speech with its short gaps as they are; long gaps are cut down to `keep_gap_s`, since the
    recogniser invents text over silence and pays for every window as if it were full.
    Windows are cut at the longest gap that is near enough to the end; a stretch of speech without any gap is cut at
    its quietest moment.
"""

from collections import deque
from copy import deepcopy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voicecoach.audio import Samples, Span
from voicecoach.ports import Window
from voicecoach.units import RATE_HZ

_STALE_SAMPLES = 10 * RATE_HZ
"""Sound that nobody needs any more is kept up to this much."""


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How speech is packed."""

    max_s: float = 29.0
    """Whisper hears 30 s; the rest is the silence that tells it the end."""
    search_s: float = 4.0
    """A window may end this much earlier where that finds a longer gap."""
    margin_s: float = 0.40
    """Sound kept before and after each span: the detector is late on soft onsets."""
    keep_gap_s: float = 1.0
    """Gaps up to this long stay as they are; longer ones shrink to it."""


class WindowPacker:
    """Packs the speech of one recording; any chunking gives the same windows."""

    def __init__(self, options: WindowOptions | None = None) -> None:
        self._options = options or WindowOptions()
        self._sound = _Store()
        self._ended: deque[Span] = deque()
        self._pieces: list[Span] = []

    def push(self, samples: Samples, spans: tuple[Span, ...], open_since_s: float | None) -> tuple[Window, ...]:
        """Take the next samples and the spans that ended with them.

        Args:
            samples: The next samples.
            spans: Spans of speech that have ended, in order.
            open_since_s: Start of the span that is still going on; None where there is none.

        Returns:
            The windows that are full.
        """
        self._sound.append(samples)
        self._ended.extend(spans)
        # A span waits until its margin was heard, or where the chunks end would show.
        while self._ended and self._ended[0].end_s + self._options.margin_s <= self._sound.end_s:
            self._add(self._ended.popleft())
        windows = self._full()
        if open_since_s is not None:
            windows += self._endless(open_since_s)
        self._forget(open_since_s)
        return tuple(windows)

    def finish(self) -> tuple[Window, ...]:
        """What is left, as the last window or two."""
        while self._ended:
            self._add(self._ended.popleft())
        windows = self._full()
        if self._pieces:
            windows.append(self._make(len(self._pieces)))
        return tuple(windows)

    def so_far(self, open_span: Span | None) -> tuple[Window, ...]:
        """What `finish` would give if the sound ended now; nothing changes.

        Args:
            open_span: The span that is still going on; None where there is none.
        """
        again = deepcopy(self)
        ended = () if open_span is None else (open_span,)
        return again.push(np.zeros(0, np.float32), ended, None) + again.finish()

    def cut(self, at_s: float) -> None:
        """Leave out the spans that ended until a time: their words are known, and windows begin anew after them."""
        self._ended = deque(span for span in self._ended if span.end_s > at_s)
        self._pieces = [piece for piece in self._pieces if piece.end_s > at_s + self._options.margin_s]

    def _add(self, span: Span) -> None:
        """Widen a span by the margin and join it to the last where they meet or are near."""
        margin_s = self._options.margin_s
        start_s = max(0.0, span.start_s - margin_s)
        end_s = min(self._sound.end_s, span.end_s + margin_s)
        if self._pieces:
            start_s = max(start_s, self._pieces[-1].end_s)
        for piece in self._split(Span(min(start_s, end_s), end_s)):
            self._pieces.append(piece)

    def _split(self, span: Span) -> list[Span]:
        """Cut a span that no window can hold at its quietest moments."""
        pieces = []
        while span.duration_s > self._options.max_s:
            latest_s = span.start_s + self._options.max_s
            cut_s = self._sound.quietest_s(Span(latest_s - self._options.search_s, latest_s))
            pieces.append(Span(span.start_s, cut_s))
            span = Span(cut_s, span.end_s)
        return [*pieces, span]

    def _endless(self, open_since_s: float) -> list[Window]:
        """Speech that goes on for longer than a window is cut now, not when it ends."""
        start_s = max(open_since_s - self._options.margin_s, self._pieces[-1].end_s if self._pieces else 0.0)
        if self._sound.end_s - start_s < 2 * self._options.max_s:
            return []
        latest_s = start_s + self._options.max_s
        self._pieces.append(Span(start_s, self._sound.quietest_s(Span(latest_s - self._options.search_s, latest_s))))
        return self._full()

    def _full(self) -> list[Window]:
        """Windows that can't take another piece."""
        windows = []
        while self._length_s(len(self._pieces)) > self._options.max_s:
            windows.append(self._make(self._best_cut()))
        return windows

    def _best_cut(self) -> int:
        """Number of pieces for the next window: before the longest gap within `search_s` of the end."""
        most = next(count for count in range(len(self._pieces), 0, -1) if self._length_s(count) <= self._options.max_s)
        near = [c for c in range(1, most + 1) if self._length_s(c) >= self._options.max_s - self._options.search_s]
        if not near:
            return most
        return max(near, key=lambda count: (self._gap_s(count), count))

    def _gap_s(self, count: int) -> float:
        """Gap after the first `count` pieces."""
        if count >= len(self._pieces):
            return 0.0
        return self._pieces[count].start_s - self._pieces[count - 1].end_s

    def _length_s(self, count: int) -> float:
        """Length of a window of the first `count` pieces."""
        length_s = sum(piece.duration_s for piece in self._pieces[:count])
        return length_s + sum(min(self._options.keep_gap_s, self._gap_s(i)) for i in range(1, count))

    def _make(self, count: int) -> Window:
        """Make a window of the first `count` pieces."""
        pieces: list[tuple[float, Span]] = []
        offset_s = 0.0
        for index in range(count):
            span = self._pieces[index]
            if index:
                gap_s = self._gap_s(index)
                before = self._pieces[index - 1]
                if gap_s <= self._options.keep_gap_s:
                    span = Span(before.end_s, span.end_s)
                else:
                    half_s = self._options.keep_gap_s / 2
                    tail = Span(before.end_s, before.end_s + half_s)
                    pieces.append((offset_s, tail))
                    offset_s += half_s
                    span = Span(span.start_s - half_s, span.end_s)
            pieces.append((offset_s, span))
            offset_s += span.duration_s
        del self._pieces[:count]
        return Window(np.concatenate([self._sound.cut(span) for _, span in pieces]), tuple(pieces))

    def _forget(self, open_since_s: float | None) -> None:
        """Let go of sound that no window will need."""
        keep_s = self._sound.end_s
        if open_since_s is not None:
            # What is going on may be cut already, up to the end of the last piece.
            keep_s = max(open_since_s, self._pieces[-1].end_s) if self._pieces else open_since_s
        if self._ended:
            keep_s = min(keep_s, self._ended[0].start_s)
        if self._pieces:
            keep_s = min(keep_s, self._pieces[0].start_s)
        self._sound.drop_before(keep_s - self._options.margin_s - self._options.keep_gap_s)


class _Store:
    """The sound that is still needed."""

    def __init__(self) -> None:
        self._parts: list[Samples] = []
        self._first = 0
        self._end = 0

    @property
    def end_s(self) -> float:
        return self._end / RATE_HZ

    def append(self, samples: Samples) -> None:
        self._parts.append(samples)
        self._end += len(samples)

    def cut(self, span: Span) -> Samples:
        sound = self._whole()
        return sound[self._index(span.start_s) : self._index(span.end_s)]

    def quietest_s(self, span: Span) -> float:
        """Middle of the quietest 0.1 s."""
        sound = self.cut(span)
        step = RATE_HZ // 10
        count = len(sound) // step
        if not count:
            return span.end_s
        blocks: NDArray[np.float32] = sound[: count * step].reshape(count, step)
        quietest = int(np.argmin(np.einsum("bs,bs->b", blocks, blocks)))
        return span.start_s + (quietest + 0.5) * step / RATE_HZ

    def drop_before(self, time_s: float) -> None:
        """Drop whole parts, and the start of a joined one when that is worth the copy."""
        while self._parts and (self._first + len(self._parts[0])) / RATE_HZ <= time_s:
            self._first += len(self._parts.pop(0))
        stale = round(time_s * RATE_HZ) - self._first
        if self._parts and stale > _STALE_SAMPLES:
            self._parts[0] = self._parts[0][stale:].copy()
            self._first += stale

    def _whole(self) -> Samples:
        if len(self._parts) > 1:
            self._parts = [np.concatenate(self._parts)]
        return self._parts[0] if self._parts else np.zeros(0, np.float32)

    def _index(self, time_s: float) -> int:
        return min(max(0, round(time_s * RATE_HZ) - self._first), self._end - self._first)
