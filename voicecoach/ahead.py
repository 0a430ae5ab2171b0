"""Works ahead: recognises and analyses a turn at each of its pauses, while the speaker may still go on.

Conventions
    A pause is named by the second in which its silence began. What was prepared for a pause
    holds as long as the speaker stays silent; when speech goes on, it is superseded by the next pause. Windows that are
    full are recognised once and kept.
"""

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from time import perf_counter
from types import TracebackType
from typing import Self

from voicecoach.analysis import analyse_taken
from voicecoach.document import Analysis
from voicecoach.hearing.ear import Heard
from voicecoach.hearing.endpoint import Verdict
from voicecoach.language.completeness import is_complete
from voicecoach.language.style import read_styles
from voicecoach.options import AnalysisOptions, Parts
from voicecoach.pipeline import Taken, join
from voicecoach.ports import MediaFacts, StyleModel, Transcriber, Window, WindowText
from voicecoach.reading import StyleReading
from voicecoach.scoring import Scoring

SETTLE_S = 6.0
"""Speech after which its words are settled, at the next pause behind a complete sentence. The recogniser takes longer
the more was said since (0.6 s for 8 s, 1.2 s for 15 s; base, two cores), and needs a sentence or two to hear well by
(own proposal)."""


@dataclass(frozen=True, slots=True, eq=False)
class Glimpse:
    """A turn as far as it was heard."""

    at_s: float
    """When the silence at its end began."""
    heard: Heard
    full: tuple[Window, ...]
    """The windows that are full, from the first on after the last cut."""
    rest: tuple[Window, ...]
    """The windows of what follows them."""
    facts: MediaFacts
    device: str = ""
    """Name of the microphone, where the options name none."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What a glimpse holds."""

    taken: Taken
    texts: tuple[WindowText, ...]
    """What was recognised in each window."""
    analysis: Analysis
    style: StyleReading
    """Of all the words."""
    verdict: Verdict


class Ahead:
    """Works ahead on one turn; use it in a `with`, which drops what still waits for the worker.

    Args:
        parts: Recogniser and style model.
        options: What the analysis shall hold.
        path: What to call the recording in it.
        worker: Has one thread, so that the recogniser has one user at a time.
    """

    def __init__(self, parts: Parts, options: AnalysisOptions, path: str, worker: Executor) -> None:
        remembered = RememberedStyles(parts)
        self._parts = replace(parts, style_model=lambda: remembered)
        self._options = options
        self._path = path
        self._worker = worker
        self._transcriber: Transcriber | None = None
        self._settled: tuple[WindowText, ...] = ()
        self._settled_s = 0.0
        self._full: list[WindowText] = []
        self._asked: tuple[float, Future[Prepared]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What runs already is left to end by itself: nobody shall wait for what nobody wants.
        if self._asked is not None:
            self._asked[1].cancel()

    def prepare(self, glimpse: Glimpse) -> None:
        """Start on a glimpse; one that waits for the worker is dropped for it."""
        if self._asked is not None:
            self._asked[1].cancel()
        self._asked = (glimpse.at_s, self._worker.submit(self._prepared, glimpse))

    def verdict(self, at_s: float) -> Verdict | None:
        """What was said before a silence; None while that is not known.

        Raises:
            ModelError: When a model can't be loaded or fails.
        """
        if self._asked is None or self._asked[0] != at_s or not self._asked[1].done():
            return None
        return self._asked[1].result().verdict

    def articulation_rate_syl_s(self) -> float | None:
        """Of the words up to the last pause; None where that is not known."""
        if self._asked is None or not self._asked[1].done() or self._asked[1].cancelled():
            return None
        speakers = self._asked[1].result().analysis.speakers
        return next((one.prosody.articulation_rate_syl_s for one in speakers.values()), None)

    def settle(self) -> float | None:
        """Keep the words before the last pause for good, where a sentence was complete there.

        Returns:
            When that pause began: the next windows begin after it. None where nothing new is kept.

        Raises:
            ModelError: When a model can't be loaded or fails.
        """
        if self._asked is None or self._asked[0] - self._settled_s < SETTLE_S:
            return None
        at_s = self._asked[0]
        if self.verdict(at_s) != "finished":
            return None
        self._settled, self._settled_s, self._full = self._asked[1].result().texts, at_s, []
        return at_s

    def whole(self, glimpse: Glimpse, *, spoken_on: bool) -> Prepared:
        """The turn that has ended, analysed with all its sound.

        Args:
            glimpse: All of it.
            spoken_on: Whether words may have been said since the last pause that was prepared.

        Raises:
            ModelError: When a model can't be loaded or fails.
        """
        if self._asked is None or spoken_on or self._asked[0] != glimpse.at_s:
            self.prepare(glimpse)
            assert self._asked is not None
            return self._asked[1].result()
        ready = self._asked[1].result()
        return self._analysed(replace(ready.taken, heard=glimpse.heard), ready.texts, glimpse)

    def _prepared(self, glimpse: Glimpse) -> Prepared:
        """Recognise the windows; the texts of full ones are kept for the next glimpse."""
        clock = perf_counter()
        if not (glimpse.full or glimpse.rest or self._settled):
            taken = Taken(glimpse.heard, join((), None), _stages(0.0, 0.0))
            return self._analysed(taken, (), glimpse)
        # The language is found anew from the first window while that grows, as it is in a file.
        if self._transcriber is None or not (self._settled or self._full):
            self._transcriber = self._parts.transcriber()
        self._transcriber.load(1)
        mark = perf_counter()
        self._full += _one_by_one(self._transcriber, glimpse.full[len(self._full) :])
        texts = (*self._settled, *self._full, *_one_by_one(self._transcriber, glimpse.rest))
        stages_s = _stages(mark - clock, perf_counter() - mark)
        return self._analysed(Taken(glimpse.heard, join(texts, self._transcriber), stages_s), texts, glimpse)

    def _analysed(self, taken: Taken, texts: tuple[WindowText, ...], glimpse: Glimpse) -> Prepared:
        options = self._options if self._options.device else replace(self._options, device=glimpse.device)
        analysis = analyse_taken(taken, glimpse.facts, self._path, self._parts, options)
        return Prepared(taken, texts, analysis, self._style(analysis), _verdict(analysis))

    def _style(self, analysis: Analysis) -> StyleReading:
        if len(analysis.turns) == 1:
            return analysis.turns[0].style
        text = " ".join(turn.text for turn in analysis.turns)
        contexts = [self._options.context] if self._options.context else ()
        return read_styles([text], self._parts.style_model(), analysis.engine.language or "en", contexts)[0]


class RememberedStyles:
    """A style model that scores no text twice.

    Args:
        parts: Gives the model, when the first text comes.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._model: StyleModel | None = None
        self._known: dict[tuple[str, str], Scoring] = {}

    def tags(self) -> tuple[str, ...]:
        """The names of what the model looks for in words."""
        return self._loaded().tags()

    def score(self, texts: Sequence[str], contexts: Sequence[str] = ()) -> tuple[Scoring, ...]:
        """The scores of some texts."""
        asked = list(zip(texts, contexts or [""] * len(texts), strict=True))
        new = [pair for pair in dict.fromkeys(asked) if pair not in self._known]
        if new:
            before = [context for _, context in new] if contexts else ()
            self._known.update(zip(new, self._loaded().score([text for text, _ in new], before), strict=True))
        return tuple(self._known[pair] for pair in asked)

    def _loaded(self) -> StyleModel:
        if self._model is None:
            self._model = self._parts.style_model()
        return self._model


def _one_by_one(transcriber: Transcriber, windows: Sequence[Window]) -> list[WindowText]:
    """One at a time: a single window gets all cores, and there is hardly ever a second."""
    return [text for window in windows for text in transcriber.transcribe([window])]


def _stages(load_s: float, transcribe_s: float) -> dict[str, float]:
    return {"decode": 0.0, "hearing": 0.0, "load_model": load_s, "transcribe": transcribe_s}


def _verdict(analysis: Analysis) -> Verdict:
    if not analysis.words:
        return "wordless"
    filled_s = [pause.start_s for pause in analysis.pauses if pause.kind == "filled"]
    sentences = [sentence for turn in analysis.turns for sentence in turn.sentences]
    final = sentences[-1].prosody.final_pitch_semitones if sentences else None
    return "finished" if is_complete(analysis.words, max(filled_s, default=None), final) else "open"
