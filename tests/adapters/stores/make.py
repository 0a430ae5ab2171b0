"""Writes a store of the present format beside this file, to be kept before a new format is made.

python -m tests.adapters.stores.make
"""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.practice import CAME, LEVEL, at, baseline, outcome, rung, session, take
from tests.recorded import keep_records
from voicecoach.adapters.store import DATABASE, SqliteHistory
from voicecoach.adapters.store_schema import VERSION

HERE = Path(__file__).parent


def make() -> Path:
    """Write it; the path."""
    with tempfile.TemporaryDirectory() as folder:
        with SqliteHistory(Path(folder)) as history:
            history.begin(replace(session(), level=LEVEL))
            history.rate("s1", before=70, after=35)
            history.add_take(take("t1"), outcome())
            history.add_take(take("t2", minutes=2.0, text="No, and that is final."), outcome(190.25, None))
            history.end("s1", at(9), CAME)
            history.save_baseline(baseline())
            history.add_rung(rung(), at(3))
            keep_records(history.records, "s1", "me")
        return Path(shutil.copy(Path(folder) / DATABASE, HERE / f"v{VERSION}.sqlite3"))


if __name__ == "__main__":
    make()
