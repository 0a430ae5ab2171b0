"""The sentences about progress that the terminal and the page share.

Wording: what was read or measured of takes, never what a person is; no praise, no blame, nothing about broken streaks.
"""

import unicodedata
from datetime import datetime

from voicecoach.report.progress import HELD_TAKES, Distress, Progress, SceneProgress, Share, Trend, Worked
from voicecoach.report.progress_change import LEAST_SESSIONS, LEAST_TAKES, Change

NO_SCORE = "One kind of situation says little of another, so there is no score of all."
ONE_FIX = "A take names one fix at most: one that is not named may stand behind another."
TOO_FEW = "too few takes to tell"
TOO_FEW_RATED = "too few ratings to tell"
TOLD_FROM = (
    f"A change is told from {2 * LEAST_TAKES} takes of {2 * LEAST_SESSIONS} sessions on ({2 * LEAST_TAKES} ratings for "
    "SUDS), and only where it is more than takes differ anyway."
)
NO_CHANGE = "no change beyond the spread of the takes"


_NO_SIGNS = frozenset({"Cc", "Cs"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NO_XML = frozenset("\ufffe\uffff")


def printable(text: str) -> str:
    """A text that a user typed, on one line, with a mark for every sign that would steer a terminal or break a page.

    These are control signs, signs that turn the direction of writing, and what is no sign at all.
    """
    flat = " ".join(text.split())
    if flat.isprintable():
        return flat
    return "".join("\N{REPLACEMENT CHARACTER}" if _is_harmful(sign) else sign for sign in flat)


def _is_harmful(sign: str) -> bool:
    return unicodedata.category(sign) in _NO_SIGNS or sign in _TURNING or sign in _NO_XML


def words(name: str) -> str:
    """A name of the program as words."""
    return printable(name.replace("_", " "))


def sentence(text: str) -> str:
    """A text with a capital and a full stop.

    >>> sentence("band -3 to 6 dB")
    'Band -3 to 6 dB.'
    """
    return f"{text[:1].upper()}{text[1:]}."


def number(value: float) -> str:
    """Two or three digits, as many as anyone can hear.

    >>> number(132.4), number(-0.04)
    ('132', '-0.04')
    """
    return f"{value:.0f}" if abs(value) >= 10 else f"{value + 0.0:.2g}"


def day(at: str) -> str:
    """The day of a kept time by the clock on the wall."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d}"


def counted(count: int, name: str) -> str:
    """A number of things.

    >>> counted(1, "take"), counted(1200, "take")
    ('1 take', '1,200 takes')
    """
    return f"{count:,} {name}{'s' * (count != 1)}"


def heading(progress: Progress) -> str:
    """Whose progress it is, and of how much."""
    since = f" since {progress.since[:10]}" if progress.since else ""
    counts = f"{counted(progress.sessions, 'session')}, {counted(progress.takes, 'take')}"
    return f"Progress of {printable(progress.person)}: {counts}{since}"


def weeks(progress: Progress) -> str:
    """In how many of the last weeks there was practice, and how much in each."""
    practised = sum(count > 0 for count in progress.weeks)
    row = " ".join(map(str, progress.weeks))
    return f"Practised in {practised} of the last {len(progress.weeks)} weeks. Sessions a week, this week last: {row}"


def extent(scene: SceneProgress) -> str:
    """How much there is of a type of scene, and from when to when."""
    first, last = day(scene.first_at), day(scene.last_at)
    when = first if first == last else f"{first} to {last}"
    return f"{counted(scene.sessions, 'session')}, {counted(len(scene.takes), 'take')}, {when}"


def share_change(share: Share) -> str:
    """What became of a share."""
    change = share.change
    if change.before is None or change.now is None:
        return TOO_FEW
    told = {"up": "more often", "down": "less often"}.get(change.verdict, "no change that can be told from chance")
    return f"first sessions {change.before:.0%}, newest {change.now:.0%}: {told}"


def share_count(share: Share) -> str:
    """How many of the takes that could be read."""
    return f"{share.takes:,} of {counted(share.of, 'take')}" if share.of else "no take could be read"


def trend_change(trend: Trend) -> str:
    """What became of a measure, and how it lies beside its band now."""
    change = trend.change
    if change.before is None or change.now is None:
        return TOO_FEW
    told = f"{change.verdict}, {_way(change.before, change.now, trend)}" if _is_change(change) else NO_CHANGE
    return f"first sessions {number(change.before)}, newest {number(change.now)}: {told}"


def _is_change(change: Change) -> bool:
    return change.verdict in {"up", "down"}


def _way(before: float, now: float, trend: Trend) -> str:
    was, far = (max(trend.low - value, value - trend.high, 0.0) for value in (before, now))
    if far == 0:
        return "inside the band as before" if was == 0 else "into the band"
    if was == 0:
        return "out of the band"
    if (before > trend.high) != (now > trend.high):
        return "past the band"
    return "nearer the band" if far < was else "further from the band"


def band_words(trend: Trend) -> str:
    """The band and how many takes lie in it."""
    edges = f"{number(trend.low)} to {number(trend.high)}"
    return f"band {edges}; {trend.inside:,} of {counted(len(trend.points), 'take')} inside"


def distress(one: Distress) -> str:
    """SUDS before and after; which sessions were rated."""
    if not one.before and not one.after:
        return "not rated yet"
    if one.median_before is None or one.median_after is None:
        return f"no session of {one.sessions:,} was rated both before and after"
    medians = f"before {number(one.median_before)}, after {number(one.median_after)}"
    rated = f"median of {counted(one.both, 'session')} rated both times"
    return f"{medians} ({rated}); lower afterwards in {one.lower:,} of {one.both:,}"


def distress_change(one: Distress) -> str:
    """What became of the rating before a session."""
    change = one.change
    if change.before is None or change.now is None:
        return TOO_FEW_RATED
    told = {"up": "higher", "down": "lower"}.get(change.verdict, "no change beyond the spread of the ratings")
    return f"first sessions {number(change.before)}, newest {number(change.now)}: {told}"


def worked(one: Worked) -> str:
    """What became of a fix."""
    named = f"named in {counted(one.takes, 'take')}, last on {day(one.last_at)}"
    inside = f"{one.inside} of the newest {one.measured} takes since then inside the band"
    told = {
        "held": f"held: {inside}" if one.measured else f"held: not named in {counted(one.since, 'take')} since then",
        "outside": f"not named since, but only {inside}",
        "still_named": f"being worked on: in {one.recent} of the newest {HELD_TAKES} takes",
        "too_early": f"too early to tell ({counted(one.since, 'take')} since then)",
    }
    return f"{named}; {told[one.kept]}"
