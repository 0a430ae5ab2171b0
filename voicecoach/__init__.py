"""voicecoach: hears what you said and how you said it, and tells you one thing to keep and one to change."""

__version__ = "0.1.0"
