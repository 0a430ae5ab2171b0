"""One loaded Whisper: encodes windows, decodes them, and gives each word its time.

Windows are encoded one by one and decoded together: on two cores eight windows encoded at once took half as long again
as one after the other (their activations leave the cache), while decoding gains from company.

What was encoded is decoded twice: as it is, for the words, and primed with fillers, for the fillers. Primed alone the
decoder mishears more words of accented speech; not primed it leaves out nearly every "um".
"""

import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from voicecoach.adapters.device import DeviceChoice, chosen_device
from voicecoach.errors import ModelError
from voicecoach.hearing.fillers import bare
from voicecoach.hearing.merge import merge_readings
from voicecoach.ports import Window, WindowText
from voicecoach.transcript import Word

FILLER_PROMPTS = {"en": "Um, uh, hmm, er, ah.", "de": "Äh, ähm, hm, öh."}
"""Short, since long prompts lose sentences, and without "I'm", which breeds a false "I'm sorry"."""

LEAST_COPIED = 3
"""Words that a copy has at least (own proposal): "no, no" and "come on, come on" are said."""

SPOKEN_WORD_S = 0.12
"""Mean time of a word below which nobody said them: eight words a second, 480 a minute (own proposal)."""

LEAST_WORD_S = 0.03
"""Nobody said words of which half are shorter, however long the last one is: less than two steps of the alignment, of
0.02 s each (own proposal)."""

_FRAMES_PER_S = 100
_FULL_FRAMES = 3000
_END_OF_PROMPT_TOKENS = 448
_MOST_TEXT_TOKENS = _END_OF_PROMPT_TOKENS // 2
"""Half of the decoder's context: what Whisper's authors let it write for a window."""


@dataclass(frozen=True, slots=True)
class WhisperOptions:
    """How Whisper reads."""

    beam_size: int = 5
    """That of Whisper's authors. With 2, one recording of ten minutes went round in circles."""
    sure_logprob: float = -0.35
    """Mean log-probability a token from which a primed reading stands by itself: below it the prompt costs words, on
    hard speech most (own proposal; at most 4 % of read speech lie below, a third of heavily accented speech)."""
    tail_s: float = 8.0
    """Silence encoded behind a window. With 1 s, half of all short sentences were repeated without end; with 8 s the
    words were as right as with the full 30 s (own proposal; figures in docs/how-it-measures.md)."""
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
    device: DeviceChoice = "auto"
    """Where it reads; `auto` takes a GPU where there is one."""


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


class WhisperReader:
    """Whisper weights, loaded once.

    Args:
        folder: Holds model.bin, config.json, tokenizer.json and the vocabulary.
        name: Name of the model, for messages.
        workers: Windows that may be worked on at the same time.
        threads: Processor threads for each of them.
        options: Thresholds.

    Raises:
        ModelError: When the weights can't be loaded.
    """

    def __init__(self, folder: Path, name: str, workers: int, threads: int, options: WhisperOptions) -> None:
        from faster_whisper import WhisperModel

        with _translated(name):
            device = chosen_device(options.device)
            self._whisper: Any = WhisperModel(
                str(folder),
                device=device.name,
                compute_type=device.arithmetic,
                cpu_threads=threads,
                num_workers=workers,
                local_files_only=True,
            )
        self._name = name
        self._options = options

    @property
    def is_multilingual(self) -> bool:
        """Whether it knows more than English."""
        return bool(self._whisper.model.is_multilingual)

    def knows(self, language: str) -> bool:
        """Whether it recognises a language, given as ISO 639-1 code."""
        return language in self._whisper.supported_languages

    def find_language(self, window: Window, frames: int) -> tuple[str, Any]:
        """English, unless a window is another language with near certainty.

        Args:
            window: The window.
            frames: How much is encoded, from `context_frames`.

        Returns:
            The language, and the window encoded, which `read` takes to save doing it again.

        Raises:
            ModelError: When the model fails.
        """
        with _translated(self._name):
            encoded = self._encode([self._features(window)], frames)
            guesses = self._whisper.model.detect_language(encoded)[0]
        token, probability = max(guesses, key=lambda guess: guess[1])
        return (token[2:-2] if probability >= self._options.language_certainty else "en"), encoded

    def read(self, windows: Sequence[Window], language: str, frames: int, first: Any = None) -> list[WindowText]:
        """Recognise some windows at once, in order.

        Args:
            windows: The windows.
            language: What they are in.
            frames: How much of each is encoded, from `context_frames`.
            first: The first of them encoded, from `find_language` with the same frames; None where it is not.

        Raises:
            ModelError: When the model fails.
        """
        with _translated(self._name):
            tokenizer = self._tokenizer(language)
            features = [self._features(window) for window in windows]
            encoded = self._encode(features, frames, first)
            primed = self._decode_primed(tokenizer, encoded, len(windows))
            plain = self._decode_unsure(tokenizer, encoded, primed)
            readings = [self._joined(tokenizer, *pair) for pair in zip(plain, primed, strict=True)]
            texts = self._align(tokenizer, encoded, readings, windows)
            for index, (words, fillers) in enumerate(zip(plain, primed, strict=True)):
                if words is not None and self._is_poor(words):
                    texts[index] = self._read_again(tokenizer, features[index], windows[index], words, fillers)
        return texts

    def context_frames(self, windows: Sequence[Window]) -> int:
        """Frames to encode: the longest window and the silence behind it, at most Whisper's 30 s.

        Windows that are shared out keep the frames of all of them, or the words would depend on the number of cores.
        """
        longest_s = max(window.duration_s for window in windows)
        return min(_FULL_FRAMES, 2 * round((longest_s + self._options.tail_s) * _FRAMES_PER_S / 2))

    def _features(self, window: Window) -> Any:
        return self._whisper.feature_extractor(window.samples)

    def _encode(self, features: Sequence[Any], frames: int, first: Any = None) -> Any:
        """Encode windows one by one and join the results, each with silence up to `frames` behind it."""
        import ctranslate2
        from faster_whisper.audio import pad_or_trim

        padded = [pad_or_trim(one, frames)[None] for one in features]
        if len(padded) == 1 and first is not None:
            return first
        if len(padded) == 1 or self._whisper.model.device != "cpu":
            return self._whisper.encode(np.ascontiguousarray(np.concatenate(padded)))
        rest = padded if first is None else padded[1:]
        encoded = [] if first is None else [first]
        encoded += [self._whisper.encode(np.ascontiguousarray(one)) for one in rest]
        joined = np.concatenate([np.asarray(one) for one in encoded])
        return ctranslate2.StorageView.from_array(np.ascontiguousarray(joined))

    @staticmethod
    def _one_of(encoded: Any, index: int) -> Any:
        """One of the encoded windows."""
        import ctranslate2

        return ctranslate2.StorageView.from_array(np.ascontiguousarray(np.asarray(encoded)[index : index + 1]))

    def _tokenizer(self, language: str) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        whisper = self._whisper
        return Tokenizer(whisper.hf_tokenizer, whisper.model.is_multilingual, task="transcribe", language=language)

    def _decode_primed(self, tokenizer: Any, encoded: Any, count: int) -> list[_Reading | None]:
        """Readings that keep the fillers; None for each where no prompt is known for the language."""
        fillers = FILLER_PROMPTS.get(tokenizer.language_code, "")
        if not fillers:
            return [None] * count
        return [*self._decode(tokenizer, encoded, count, before=" " + fillers)]

    def _decode_unsure(self, tokenizer: Any, encoded: Any, primed: Sequence[_Reading | None]) -> list[_Reading | None]:
        """Plain readings of the windows whose primed reading is missing or unsure; None for the others."""
        import ctranslate2

        unsure = [index for index, reading in enumerate(primed) if reading is None or not self._is_sure(reading)]
        plain: list[_Reading | None] = [None] * len(primed)
        if not unsure:
            return plain
        if len(unsure) < len(primed):
            chosen = np.ascontiguousarray(np.asarray(encoded)[unsure])
            encoded = ctranslate2.StorageView.from_array(chosen)
        for index, reading in zip(unsure, self._decode(tokenizer, encoded, len(unsure)), strict=True):
            plain[index] = reading
        return plain

    def _joined(self, tokenizer: Any, plain: _Reading | None, primed: _Reading | None) -> _Reading:
        """The words of one reading and the fillers of the other; one alone where the other is missing or poor."""
        if plain is None:
            assert primed is not None
            return primed
        if primed is None or self._is_poor(primed) or plain.compression > self._options.compression_limit:
            return plain
        text = merge_readings(plain.text, primed.text, tokenizer.language_code)
        tokens = tuple(tokenizer.encode(" " + text))
        return replace(plain, tokens=tokens, text=text) if len(tokens) <= _MOST_TEXT_TOKENS else plain

    def _decode(
        self,
        tokenizer: Any,
        encoded: Any,
        count: int,
        *,
        before: str = "",
        no_repeat: int = 0,
    ) -> list[_Reading]:
        from faster_whisper.transcribe import get_suppressed_tokens

        prompt = self._whisper.get_prompt(tokenizer, tokenizer.encode(before), without_timestamps=True)
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

    def _is_sure(self, reading: _Reading) -> bool:
        return not self._is_poor(reading) and reading.logprob >= self._options.sure_logprob

    def _is_poor(self, reading: _Reading) -> bool:
        options = self._options
        return reading.compression > options.compression_limit or reading.logprob < options.logprob_limit

    def _read_again(
        self, tokenizer: Any, features: Any, window: Window, first: _Reading, primed: _Reading | None
    ) -> WindowText:
        """A second and a third plain reading of one window; the best of the three with its fillers, or nothing."""
        options = self._options
        encoded = self._encode([features], _FULL_FRAMES)
        best = first
        for no_repeat in (0, options.no_repeat_ngram):
            again = self._decode(tokenizer, encoded, 1, no_repeat=no_repeat)[0]
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
        return self._align(tokenizer, encoded, [self._joined(tokenizer, best, primed)], [window])[0]

    def _align(
        self, tokenizer: Any, encoded: Any, readings: Sequence[_Reading], windows: Sequence[Window]
    ) -> list[WindowText]:
        """Give each word its time and its probability, from the decoder's attention.

        On the processor each window by itself: beside a longer text the last places of its probabilities change.
        """
        from faster_whisper.transcribe import merge_punctuations

        frames = [max(2, round(window.duration_s * _FRAMES_PER_S)) for window in windows]
        tokens = [list(reading.tokens) for reading in readings]
        if self._whisper.model.device != "cpu":
            aligned = self._whisper.find_alignment(tokenizer, tokens, encoded, frames)
        else:
            aligned = []
            for index, text in enumerate(tokens):
                alone = self._one_of(encoded, index)
                aligned += self._whisper.find_alignment(tokenizer, [text], alone, [frames[index]])
        texts = []
        for window, words in zip(windows, aligned, strict=True):
            merge_punctuations(words, "\"'“¿([{-", "\"'.。,，!！?？:：”)]}、")  # noqa: RUF001 -- the recogniser's marks
            texts.append(WindowText(said_once(tuple(_words(words, window)))))
        return texts


def _words(aligned: Sequence[dict[str, Any]], window: Window) -> Iterator[Word]:
    for word in aligned:
        text = word["word"].strip()
        if text:
            start_s = window.to_recording_s(float(word["start"]))
            end_s = max(start_s, window.to_recording_s(float(word["end"])))
            yield Word(text, start_s, end_s, min(1.0, max(0.0, float(word["probability"]))))


def said_once(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words of a window without a second copy of all of them that nobody can have said.

    Small models repeat a short sentence now and then, and the alignment leaves one of the two copies next to no time.
    """
    half, odd = divmod(len(words), 2)
    first, second = words[:half], words[half:]
    if odd or half < LEAST_COPIED or [bare(one.text) for one in first] != [bare(one.text) for one in second]:
        return words
    if _could_be_said(first) and _could_be_said(second):
        return words
    if _could_be_said(first) or _lasts_s(first) >= _lasts_s(second):
        return first
    return (replace(second[0], start_s=first[0].start_s), *second[1:])


def _could_be_said(words: Sequence[Word]) -> bool:
    is_long_enough = _lasts_s(words) / len(words) >= SPOKEN_WORD_S
    return is_long_enough and median(word.end_s - word.start_s for word in words) >= LEAST_WORD_S


def _lasts_s(words: Sequence[Word]) -> float:
    return words[-1].end_s - words[0].start_s


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
