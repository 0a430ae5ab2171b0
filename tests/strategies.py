"""What hypothesis draws from, and how often."""

from hypothesis import settings
from hypothesis import strategies as st

quick = settings(max_examples=20, deadline=None)
"""For properties that hear sound."""

thorough = settings(max_examples=150, deadline=None)
"""For properties of plain values."""

chunk_sizes = st.lists(st.integers(0, 20_000), max_size=6)
"""Samples in the pieces that a recording comes in; none for all at once."""

gains_db = st.floats(-12.0, 12.0)
