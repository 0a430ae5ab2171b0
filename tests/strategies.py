"""What hypothesis draws from, and how often."""

from hypothesis import settings
from hypothesis import strategies as st

quick = settings(max_examples=20, deadline=None)
"""For properties that hear sound."""

thorough = settings(max_examples=150, deadline=None)
"""For properties of plain values."""

chunk_sizes: st.SearchStrategy[list[int]] = st.just([]) | st.lists(st.integers(0, 20_000), max_size=6).map(
    lambda sizes: [*sizes, 16_000]
)
"""Samples in the pieces that a recording comes in; none for all at once."""

bursts_and_gaps = st.lists(st.tuples(st.floats(0.3, 1.5), st.floats(0.3, 2.0)), min_size=1, max_size=4)
"""Lengths in seconds of bursts of speech and of the gaps behind them."""

gains_db = st.floats(-12.0, 12.0)
