"""voicecoach: hears what you said and how you said it, and tells you one thing to keep and one to change."""

import os

__version__ = "0.1.0"

# Private by design: these libraries report home unless they are told not to before they are imported (onnxruntime also
# writes a device identifier into the home folder).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["DO_NOT_TRACK"] = "1"
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

# The same results on any number of cores: numpy's OpenBLAS adds up in another order with every other number of
# threads, and the last place of the recogniser's spectra decides now and then between two words. It reads this when it
# is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
