"""Where the recogniser runs, by what CTranslate2 says that there is."""

import ctranslate2
import pytest

from voicecoach.adapters.device import DEVICES, Device, DeviceChoice, chosen_device
from voicecoach.errors import ModelError

ON_CPU = Device("cpu", "int8")


def there_are(monkeypatch: pytest.MonkeyPatch, gpus: int, *known: str) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: gpus)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda _: set(known))


@pytest.mark.parametrize("wanted", ["auto", "cpu"])
def test_without_a_gpu_the_processor_works(monkeypatch: pytest.MonkeyPatch, wanted: DeviceChoice) -> None:
    there_are(monkeypatch, 0)
    assert chosen_device(wanted) == ON_CPU


@pytest.mark.parametrize(
    ("known", "taken"),
    [
        (("float32", "int8", "int8_float16", "float16"), "int8_float16"),
        (("float32", "float16"), "float16"),
        (("float32",), "float32"),
    ],
)
def test_a_gpu_works_as_well_as_it_can(monkeypatch: pytest.MonkeyPatch, known: tuple[str, ...], taken: str) -> None:
    there_are(monkeypatch, 1, *known)
    assert chosen_device("auto") == chosen_device("cuda") == Device("cuda", taken)
    assert chosen_device("cpu") == ON_CPU


def test_a_gpu_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    there_are(monkeypatch, 0)
    with pytest.raises(ModelError, match="no GPU") as caught:
        chosen_device("cuda")
    assert "--device" in str(caught.value.remedy)


def test_every_choice_has_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    there_are(monkeypatch, 1, "float32")
    assert {chosen_device(wanted).name for wanted in DEVICES} == {"cpu", "cuda"}
