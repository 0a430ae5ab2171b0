"""Recognises speech with Whisper through faster-whisper, on this machine.

Windows of speech go through encoder, decoder and word alignment in batches. What this adds to the library:

- the decoder is primed with a few fillers, since Whisper otherwise leaves out nearly every "um";
- short windows are encoded with less silence behind them than Whisper's 30 s, which is most of their cost;
- a window whose text looks wrong (too repetitive, too improbable) is read again with the full 30 s and without the
  fillers, then with repetition forbidden, and what is still wrong is left out and said so;
- another language than English is believed only when it is nearly certain: accents are not languages.
"""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from voicecoach.errors import ModelError
from voicecoach.ports import Window, WindowText
from voicecoach.transcript import Word

FILLER_PROMPTS = {"en": "Um, uh, hmm, er, ah.", "de": "Äh, ähm, hm, öh."}
"""Short, since long prompts lose sentences, and without "I'm", which breeds a false "I'm sorry"."""

_FRAMES_PER_S = 100
_FULL_FRAMES = 3000
_END_OF_PROMPT_TOKENS = 448


@dataclass(frozen=True, slots=True)
class WhisperOptions:
    """How Whisper reads."""

    beam_size: int = 5
    tail_s: float = 8.0
    """Silence encoded behind a window. With 1 s, half of all short sentences were repeated without end; with 8 s the
    word error rate of 50 read sentences was that of the full 30 s (11.1 % against 11.4 %, base)."""
    compression_limit: float = 2.4
    """Text that zlib shrinks by more than this is a loop (the limit of Whisper's authors)."""
    logprob_limit: float = -1.0
    """Mean log-probability a token below which a reading is poor (the limit of Whisper's authors)."""
    no_speech_limit: float = 0.6
    """Probability of no speech from which a poor reading is left out (the limit of Whisper's authors)."""
    language_certainty: float = 0.90
    """Probability from which a language other than English is believed: heavy accents of English reach 0.86."""
    no_repeat_ngram: int = 4
    """Length of the phrases that the last reading may not repeat."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One decoded window, before its words have times."""

    tokens: tuple[int, ...]
    text: str
    logprob: float
    no_speech: float

    @property
    def compression(self) -> float:
        data = self.text.encode()
        return len(data) / len(zlib.compress(data)) if data else 0.0


class WhisperTranscriber:
    """Whisper weights in a folder, loaded once.

    Args:
        folder: Holds model.bin, config.json, tokenizer.json and the vocabulary.
        name: Name of the model, for the report.
        language: ISO 639-1 code; None finds it out from the first windows.
        threads: Processor threads; 0 leaves it to the library.
        options: Thresholds.

    Raises:
        ModelError: When the weights can't be loaded.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        *,
        language: str | None = None,
        threads: int = 0,
        options: WhisperOptions | None = None,
    ) -> None:
        from faster_whisper import WhisperModel

        with _translated(name):
            self._whisper: Any = WhisperModel(
                str(folder), device="auto", compute_type="int8", cpu_threads=threads, local_files_only=True
            )
        self._name = name
        self._options = options or WhisperOptions()
        self._language = language or ("" if self._whisper.model.is_multilingual else "en")
        self._asked_language = language

    @property
    def model(self) -> str:
        """Name of the model."""
        return self._name

    @property
    def language(self) -> str:
        """What is being recognised; empty before the first window was heard."""
        return self._language

    def new_recording(self) -> None:
        """Forget the language of the last recording."""
        self._language = self._asked_language or ("" if self._whisper.model.is_multilingual else "en")

    def transcribe(self, windows: Sequence[Window]) -> tuple[WindowText, ...]:
        """Recognise some windows at once, in order.

        Raises:
            ModelError: When the model fails.
        """
        if not windows:
            return ()
        with _translated(self._name):
            features = [self._whisper.feature_extractor(window.samples) for window in windows]
            encoded = self._encode(features, self._context_frames(windows))
            if not self._language:
                self._language = self._find_language(encoded)
            readings = self._read(encoded, len(windows), prompted=True)
            texts = self._align(encoded, readings, windows)
            for index, reading in enumerate(readings):
                if self._is_poor(reading):
                    texts[index] = self._read_again(features[index], windows[index], reading)
        return tuple(texts)

    def _context_frames(self, windows: Sequence[Window]) -> int:
        longest_s = max(window.duration_s for window in windows)
        return min(_FULL_FRAMES, 2 * round((longest_s + self._options.tail_s) * _FRAMES_PER_S / 2))

    def _encode(self, features: Sequence[Any], frames: int) -> Any:
        from faster_whisper.audio import pad_or_trim

        return self._whisper.encode(np.ascontiguousarray(np.stack([pad_or_trim(f, frames) for f in features])))

    def _find_language(self, encoded: Any) -> str:
        """English unless the windows agree on another language with near certainty."""
        totals: dict[str, float] = {}
        guesses = self._whisper.model.detect_language(encoded)
        for guess in guesses:
            for token, probability in guess:
                totals[token[2:-2]] = totals.get(token[2:-2], 0.0) + probability / len(guesses)
        best = max(totals, key=lambda code: totals[code])
        return best if totals[best] >= self._options.language_certainty else "en"

    def _tokenizer(self) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        whisper = self._whisper
        return Tokenizer(
            whisper.hf_tokenizer, whisper.model.is_multilingual, task="transcribe", language=self._language
        )

    def _read(self, encoded: Any, count: int, *, prompted: bool, no_repeat: int = 0) -> list[_Reading]:
        from faster_whisper.transcribe import get_suppressed_tokens

        tokenizer = self._tokenizer()
        fillers = FILLER_PROMPTS.get(self._language, "") if prompted else ""
        before = tokenizer.encode(" " + fillers) if fillers else []
        prompt = self._whisper.get_prompt(tokenizer, before, without_timestamps=True)
        results = self._whisper.model.generate(
            encoded,
            [prompt] * count,
            beam_size=self._options.beam_size,
            max_length=_END_OF_PROMPT_TOKENS,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            return_scores=True,
            return_no_speech_prob=True,
            no_repeat_ngram_size=no_repeat,
        )
        readings = []
        for result in results:
            tokens = tuple(token for token in result.sequences_ids[0] if token < tokenizer.eot)
            logprob = result.scores[0] * len(result.sequences_ids[0]) / (len(result.sequences_ids[0]) + 1)
            readings.append(_Reading(tokens, tokenizer.decode(list(tokens)), logprob, result.no_speech_prob))
        return readings

    def _is_poor(self, reading: _Reading) -> bool:
        options = self._options
        return reading.compression > options.compression_limit or reading.logprob < options.logprob_limit

    def _read_again(self, features: Any, window: Window, first: _Reading) -> WindowText:
        """A second and a third reading of one window; the best of the three, or nothing."""
        options = self._options
        encoded = self._encode([features], _FULL_FRAMES)
        best = first
        for no_repeat in (0, options.no_repeat_ngram):
            again = self._read(encoded, 1, prompted=False, no_repeat=no_repeat)[0]
            if again.compression <= options.compression_limit and (
                best.compression > options.compression_limit or again.logprob > best.logprob
            ):
                best = again
            if not self._is_poor(best):
                break
        where = f"{window.to_recording_s(0.0):.1f}-{window.to_recording_s(window.duration_s):.1f} s"
        if best.compression > options.compression_limit:
            return WindowText((), (f"{where}: the recogniser went round in circles, so its text was left out",))
        if best.logprob < options.logprob_limit and best.no_speech > options.no_speech_limit:
            return WindowText((), (f"{where}: the recogniser was too unsure, so its text was left out",))
        return self._align(encoded, [best], [window])[0]

    def _align(self, encoded: Any, readings: Sequence[_Reading], windows: Sequence[Window]) -> list[WindowText]:
        """Give each word its time and its probability, from the decoder's attention."""
        from faster_whisper.transcribe import merge_punctuations

        tokenizer = self._tokenizer()
        frames = [max(2, round(window.duration_s * _FRAMES_PER_S)) for window in windows]
        aligned = self._whisper.find_alignment(tokenizer, [list(r.tokens) for r in readings], encoded, frames)
        texts = []
        for window, words in zip(windows, aligned, strict=True):
            merge_punctuations(words, "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、")  # noqa: RUF001 -- the recogniser's marks
            texts.append(WindowText(tuple(_words(words, window))))
        return texts


def _words(aligned: Sequence[dict[str, Any]], window: Window) -> Iterator[Word]:
    for word in aligned:
        text = word["word"].strip()
        if text:
            start_s = window.to_recording_s(float(word["start"]))
            end_s = max(start_s, window.to_recording_s(float(word["end"])))
            yield Word(text, start_s, end_s, min(1.0, max(0.0, float(word["probability"]))))


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """The library's errors to ours."""
    try:
        yield
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelError(
            f"The speech model {name} failed: {error}.",
            f"Check it with: voicecoach models verify {name}",
        ) from error
