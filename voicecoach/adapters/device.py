"""Where the recogniser runs: on a GPU that CTranslate2 can use, else on the processor.

Conventions
    The arithmetic goes with the place. Results of the two differ in the last places of sums, and so now and then in a
    word; on one place they are the same every time.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from voicecoach.errors import ModelError

DeviceChoice = Literal["auto", "cpu", "cuda"]
DEVICES: tuple[DeviceChoice, ...] = get_args(DeviceChoice)

CPU_ARITHMETIC = "int8"
"""A quarter of the memory, and the fastest on processors; all figures of this project were measured with it."""

GPU_ARITHMETIC = ("int8_float16", "float16", "float32")
"""What is taken on a GPU, the first that it knows: 8-bit weights as on the processor, the rest in 16 bits (what
faster-whisper's own README advises for little memory). Not measured by this project."""


@dataclass(frozen=True, slots=True)
class Device:
    """A place and its arithmetic, as CTranslate2 names them."""

    name: Literal["cpu", "cuda"]
    arithmetic: str


def chosen_device(wanted: DeviceChoice = "auto") -> Device:
    """The place for a wish; `auto` takes a GPU where there is one.

    Raises:
        ModelError: When a GPU is wanted and there is none that can be used.
    """
    import ctranslate2

    if wanted == "cpu":
        return Device("cpu", CPU_ARITHMETIC)
    if ctranslate2.get_cuda_device_count() > 0:
        known = ctranslate2.get_supported_compute_types("cuda")
        for arithmetic in GPU_ARITHMETIC:
            if arithmetic in known:
                return Device("cuda", arithmetic)
    if wanted == "cuda":
        raise ModelError("There is no GPU here that the recogniser can use.", "Leave --device out, or install CUDA 12.")
    return Device("cpu", CPU_ARITHMETIC)
