"""A vault for tests: its passphrase is checked in a millisecond."""

from pathlib import Path

from voicecoach.adapters.store import SqliteHistory
from voicecoach.adapters.vault import Cost, Vault
from voicecoach.adapters.vault_moving import turn_on

PASSPHRASE = "Heron marmalade, quixotic!"
CHEAP = Cost(memory_kib=32, iterations=1, lanes=1)


def sealed(data_dir: Path) -> Vault:
    """Turn the vault of a data folder on, with whatever is in it."""
    SqliteHistory(data_dir).close()
    return turn_on(data_dir, PASSPHRASE, cost=CHEAP)


def flipped(path: Path, place: int, bit: int) -> bytes:
    """Flip one bit of a file; what it held before."""
    before = path.read_bytes()
    changed = bytearray(before)
    changed[place] ^= 1 << bit
    path.write_bytes(changed)
    return before
