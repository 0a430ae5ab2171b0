"""What is shown when words speak of danger: that coaching stops, and where help is, once and calmly.

The lines are those of `voicecoach rights safety` (`lessons/safety.toml`), so that the two are one text.
"""

from voicecoach.coaching.rights import safety

STOPS = "Some of these words speak of danger, so coaching stops here. This program can't help in a crisis."
"""What comes first, with no name for what may be the matter."""


def help_text() -> str:
    """What is said, then a line for each place where help is, then the note on being firm where it is not safe.

    Raises:
        VoiceCoachError: When this installation is broken.
    """
    page = safety()
    return "\n".join([STOPS, *(f"{one.when}: {one.where}" for one in page.help), page.note])
