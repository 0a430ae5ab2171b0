"""Samples and words to facts: speech spans, pitch, level, pauses, fillers, rate, timing, profile."""
