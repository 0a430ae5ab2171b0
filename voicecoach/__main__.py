"""`python -m voicecoach` is the same program as `voicecoach`."""

from voicecoach.cli import main

main()
