"""The vault: a key that a passphrase opens, and files in the data folder that are encrypted under it.

Conventions
    `vault.key` in the data folder holds the data key, 32 random bytes, encrypted under a key that is made from the
    passphrase (Argon2id, RFC 9106; scrypt, RFC 7914, where the library has no Argon2id). To change the passphrase is
    to encrypt the same data key anew. Everything in that file is authenticated together with the data key; a checksum
    tells a damaged file from a wrong passphrase.
    A file F of the data folder lies encrypted in `F.vault`; its name is its path in the data folder. `sealing` has the
    format. Files 0600, folders 0700. A file appears under its name only when it is whole and on the disk; what lies
    in `.partial` until then is encrypted too.
"""

import contextlib
import hashlib
import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from voicecoach.adapters.sealing import (
    KEY_BYTES,
    SALT_BYTES,
    SealedWriter,
    content_bytes,
    missing_extra,
    opened,
    salt_of,
)
from voicecoach.adapters.syncing import sync_folder
from voicecoach.errors import TamperedError, VaultError, WrongPassphraseError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_FILE = "vault.key"
SUFFIX = ".vault"
PARTIAL = ".partial"

FORMAT = "voicecoach/vault/1"

LEAST_PASSPHRASE = 12
"""Signs of a passphrase at least (own proposal): four random words have more."""

_MOST_MEMORY_KIB = 1 << 22
_NONCE_BYTES = 12
_SALT_BYTES = 16

Kdf = Literal["argon2id", "scrypt"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What each guess at the passphrase costs."""

    memory_kib: int = 1 << 16
    iterations: int = 3
    lanes: int = 4
    """64 MiB, three passes, four lanes: the second recommended option of RFC 9106, for machines of any size."""


RECOMMENDED = Cost()
SCRYPT = Cost(1 << 17, 1, 1)
"""128 MiB (N = 2**17, r = 8, p = 1): what OWASP's cheat sheet on storing passwords recommends for scrypt."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What `vault.key` holds."""

    format: str
    kdf: Kdf
    salt: bytes
    memory_kib: int
    iterations: int
    lanes: int
    nonce: bytes
    wrapped: bytes
    """The data key, encrypted, with its tag."""
    checksum: str = ""
    """SHA-256 of all the rest: it tells damage from a wrong passphrase, and is no secret."""


class Vault:
    """An open vault. What it reads is authentic, or an error.

    Args:
        data_dir: The program's data folder.
        data_key: The key of everything in it.
    """

    def __init__(self, data_dir: Path, data_key: bytes) -> None:
        self.data_dir = data_dir
        self._data_key = data_key

    @classmethod
    def new(cls, data_dir: Path) -> "Vault":
        """A vault with a key of its own, which nothing on the disk knows of yet."""
        return cls(data_dir, secrets.token_bytes(KEY_BYTES))

    @classmethod
    def open(cls, data_dir: Path, passphrase: str) -> "Vault":
        """Open the vault of a data folder.

        Raises:
            VaultError: When there is none.
            WrongPassphraseError: When the passphrase does not open it.
            TamperedError: When `vault.key` is damaged.
        """
        return cls(data_dir, _unwrapped(key_file(data_dir), passphrase))

    def wrapped(self, passphrase: str, cost: Cost | None = None) -> bytes:
        """What `vault.key` is to hold for a passphrase; the salt is new every time."""
        kdf: Kdf = "argon2id" if _has_argon2id() else "scrypt"
        cost = cost or (RECOMMENDED if kdf == "argon2id" else SCRYPT)
        salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
        head = KeyFile(FORMAT, kdf, salt, cost.memory_kib, cost.iterations, cost.lanes, nonce, b"")
        cipher = _cipher(_passphrase_key(head, passphrase))
        sealed = cipher.encrypt(head.nonce, self._data_key, _encoded(head))
        return _with_checksum(replace(head, wrapped=sealed))

    def subkey(self, purpose: str) -> bytes:
        """A key for something else than files."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), KEY_BYTES, None, f"{FORMAT} {purpose}".encode()).derive(self._data_key)

    def name_of(self, path: Path) -> str:
        """What is authenticated as the name of a file."""
        return path.relative_to(self.data_dir).as_posix()

    def write(self, path: Path, content: bytes | Iterable[bytes]) -> None:
        """Keep a file, whole and on the disk when this returns, in place of one of that name.

        Args:
            path: The name that the file would have without the vault.
            content: All of it, or its parts in order.

        Raises:
            OSError: When it can't be written; the one before is unharmed then.
        """
        partial = path.with_name(path.name + SUFFIX + PARTIAL)
        try:
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                writer = SealedWriter(file, self._data_key, self.name_of(path), secrets.token_bytes(SALT_BYTES))
                for part in (content,) if isinstance(content, bytes) else content:
                    writer.write(part)
                writer.finish()
                os.fsync(file.fileno())
            partial.replace(on_disk(path))
        except BaseException:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)

    def read(self, path: Path, *, unfinished: bool = False) -> bytes:
        """A file, all of it.

        Args:
            path: The name that the file would have without the vault.
            unfinished: Whether it may end anywhere, as one that was being written when its program died.

        Raises:
            FileNotFoundError: When there is none.
            TamperedError: When it is not what was written.
        """
        return b"".join(self.pieces(path, unfinished=unfinished))

    def pieces(self, path: Path, *, unfinished: bool = False) -> Iterator[bytes]:
        """A file piece by piece; see `read`. Use nothing before the last piece has come."""
        with on_disk(path).open("rb") as file:
            yield from opened(file, self._data_key, self.name_of(path), unfinished=unfinished)

    def salt(self, path: Path) -> bytes:
        """What tells one writing of a file from every other.

        Raises:
            OSError: When there is none.
        """
        with on_disk(path).open("rb") as file:
            return salt_of(file)

    @contextlib.contextmanager
    def growing(self, path: Path) -> Iterator[SealedWriter]:
        """Write a file that can be read, as `unfinished`, up to its last `flush` whatever happens; see `SealedWriter`.

        Args:
            path: The name that the file would have without the vault; it must not exist yet.

        Raises:
            OSError: When it can't be made or written, or exists.
        """
        with os.fdopen(os.open(on_disk(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            writer = SealedWriter(file, self._data_key, self.name_of(path), secrets.token_bytes(SALT_BYTES))
            try:
                yield writer
            finally:
                writer.finish()


def on_disk(path: Path) -> Path:
    """Where a file lies encrypted."""
    return path.with_name(path.name + SUFFIX)


def size(path: Path) -> int:
    """Bytes of the content of an encrypted file, without opening it.

    Raises:
        OSError: When it is gone.
    """
    with on_disk(path).open("rb") as file:
        return content_bytes(file)


def is_on(data_dir: Path) -> bool:
    """Whether a data folder has a vault."""
    return (data_dir / KEY_FILE).exists()


def key_file(data_dir: Path) -> KeyFile:
    """What tells how the vault is opened; none of it is secret.

    Raises:
        VaultError: When there is no vault, or a newer program made it.
        TamperedError: When it is damaged.
    """
    import msgspec

    path = data_dir / KEY_FILE
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise VaultError("The vault is off.", "Turn it on: voicecoach vault on") from None
    except OSError as error:
        raise VaultError(f"{path}: can't be read ({error.strerror or error}).", "Check your rights to it.") from error
    try:
        found = msgspec.json.decode(raw, type=KeyFile)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise _damaged(path) from None
    # Byte for byte: no sign may change and mean the same.
    if _with_checksum(found) != raw or found.memory_kib > _MOST_MEMORY_KIB:
        raise _damaged(path)
    if found.format != FORMAT:
        raise VaultError(
            f"{path}: was made by a newer voicecoach ({found.format}; this one knows {FORMAT}).",
            "Install the newest version: python -m pip install --upgrade voicecoach",
        )
    return found


def save_key_file(path: Path, content: bytes) -> None:
    """Put `vault.key`, or the file that is to become it, on the disk in one step.

    Raises:
        OSError: When it can't be written; the one before is unharmed then.
    """
    partial = path.with_name(path.name + PARTIAL)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    sync_folder(path.parent)


def _unwrapped(found: KeyFile, passphrase: str) -> bytes:
    from voicecoach.adapters.sealing import EXTRA

    try:
        from cryptography.exceptions import InvalidTag
    except ImportError as error:
        raise missing_extra() from error
    if found.kdf == "argon2id" and not _has_argon2id():
        raise VaultError("This machine's cryptography lacks Argon2id, which the vault was made with.", EXTRA)
    bound = _encoded(replace(found, wrapped=b"", checksum=""))
    try:
        return _cipher(_passphrase_key(found, passphrase)).decrypt(found.nonce, found.wrapped, bound)
    except InvalidTag:
        raise WrongPassphraseError(
            "The passphrase does not open the vault.",
            "Type it again. A passphrase that is forgotten can't be brought back, and neither can what it keeps.",
        ) from None
    except ValueError:
        raise _damaged(Path(KEY_FILE)) from None


def _passphrase_key(head: KeyFile, passphrase: str) -> bytes:
    """Signs are put into one form first: a letter with its accent is typed as one sign here and as two there."""
    secret = unicodedata.normalize("NFC", passphrase).encode()
    try:
        if head.kdf == "argon2id":
            from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

            return Argon2id(
                salt=head.salt,
                length=KEY_BYTES,
                iterations=head.iterations,
                lanes=head.lanes,
                memory_cost=head.memory_kib,
            ).derive(secret)
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

        return Scrypt(salt=head.salt, length=KEY_BYTES, n=head.memory_kib, r=8, p=head.lanes).derive(secret)
    except MemoryError as error:
        raise VaultError(
            f"The vault needs {head.memory_kib // 1024} MiB of memory to open, which there is not.",
            "Close other programs, then run the command again.",
        ) from error


def _has_argon2id() -> bool:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        Argon2id(salt=bytes(8), length=KEY_BYTES, iterations=1, lanes=1, memory_cost=8)
    except (ImportError, UnsupportedAlgorithm):
        return False
    return True


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _encoded(found: KeyFile) -> bytes:
    import msgspec

    return msgspec.json.encode(found)


def _with_checksum(found: KeyFile) -> bytes:
    bare = _encoded(replace(found, checksum=""))
    return _encoded(replace(found, checksum=hashlib.sha256(bare).hexdigest())) + b"\n"


def _damaged(path: Path) -> TamperedError:
    return TamperedError(
        f"{path}: was changed or damaged; without it the vault can't be opened.",
        "Bring it back from a backup: the file that was made with the passphrase you use.",
    )
