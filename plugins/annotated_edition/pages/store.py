"""What was rendered, kept on disk between builds.

Keys are made from everything that a value is made from, so deleting the file changes nothing but
time. Values are HTML that goes into pages as it is: nobody but the builds of this machine's user
may have written them. So each key is mixed with a secret that stands outside of the project, and
so is the seal on each value: a file that came along with somebody's pull request answers to no
key, and a value that was changed, cut off or put under another key is none.
"""

from __future__ import annotations

import contextlib
import hmac
import secrets
import sqlite3
from collections.abc import Iterator, MutableMapping
from hashlib import blake2b
from pathlib import Path

from platformdirs import user_cache_path

__all__ = ["Store"]

FILE = "rendered.sqlite"
KEY_FILE = "store-key"
AT_HAND = 1 << 20
"""Code points of new texts that are kept in memory before they are handed to the database."""
SECRET_BYTES = 32
SEAL_BYTES = 16


class Store(MutableMapping[str, str]):
    """Texts by keys; what a build did not ask for is forgotten when it is saved.

    A store that cannot be read or written is no problem: the build takes longer.

    Args:
        folder: Where the file is; None to keep nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / FILE if folder is not None else None
        self._secret = _secret() if folder is not None else b""
        self._new: dict[str, str] = {}
        self._size = 0
        self._used: set[str] = set()
        self._database = self._open()

    def __getitem__(self, key: str) -> str:
        name = self._name(key)
        value = self._new.get(name)
        if value is None:
            value = self._find(name)
        if value is None:
            raise KeyError(key)
        self._used.add(name)
        return value

    def __setitem__(self, key: str, value: str) -> None:
        name = self._name(key)
        self._new[name] = value
        self._used.add(name)
        self._size += len(value)
        if self._size > AT_HAND and self._database is not None:
            self._size = 0
            # Not committed before the build has come to its end.
            with contextlib.suppress(sqlite3.Error):
                self._write(self._database)

    def __delitem__(self, key: str) -> None:
        del self._new[self._name(key)]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        """The names of what this build has used; the keys themselves are not kept."""
        return iter(self._used)

    def __len__(self) -> int:
        return len(self._used)

    def touch(self, key: str) -> None:
        """Keep the value of a key, if it has one, though nobody asks for it this time."""
        self._used.add(self._name(key))

    def save(self) -> None:
        """Write what is new and forget what was not used."""
        if self._database is None:
            return
        with contextlib.suppress(sqlite3.Error), self._database as database:
            kept = {name for (name,) in database.execute("SELECT name FROM kept")}
            database.executemany(
                "DELETE FROM kept WHERE name = ?", [(name,) for name in kept - self._used]
            )
            self._write(database)
        with contextlib.suppress(sqlite3.Error):
            self._database.close()
        self._database = None

    def _write(self, database: sqlite3.Connection) -> None:
        rows = ((name, self._sealed(name, value)) for name, value in sorted(self._new.items()))
        database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
        self._new = {}
        self._size = 0

    def _name(self, key: str) -> str:
        return blake2b(key.encode(), digest_size=16, key=self._secret).hexdigest()

    def _find(self, name: str) -> str | None:
        if self._database is None:
            return None
        try:
            row = self._database.execute(
                "SELECT value FROM kept WHERE name = ?", (name,)
            ).fetchone()
        except sqlite3.Error:
            self._database = None  # to wait for another build at each key would take hours
            return None
        return self._opened(name, row[0]) if row is not None else None

    def _sealed(self, name: str, value: str) -> bytes:
        content = value.encode("utf-8", "surrogatepass")
        return self._seal(name, content) + content

    def _opened(self, name: str, value: object) -> str | None:
        """What a sealed value says; None where it is not as a build left it."""
        if not isinstance(value, bytes):
            return None
        content = value[SEAL_BYTES:]
        if not hmac.compare_digest(self._seal(name, content), value[:SEAL_BYTES]):
            return None
        return content.decode("utf-8", "surrogatepass")

    def _seal(self, name: str, content: bytes) -> bytes:
        return hmac.digest(self._secret, name.encode() + content, "sha256")[:SEAL_BYTES]

    def _open(self) -> sqlite3.Connection | None:
        """The database; made anew where it is broken, None where it cannot be had."""
        if self._file is None:
            return None
        for attempt in range(2):
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                database = sqlite3.connect(self._file, timeout=1, check_same_thread=False)
                database.execute(
                    "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value BLOB)"
                    " WITHOUT ROWID"
                )
            except sqlite3.OperationalError:
                return None  # in use, or not to be written to
            except sqlite3.DatabaseError:
                if attempt:
                    return None
                with contextlib.suppress(OSError):
                    self._file.unlink()
            except OSError:
                return None
            else:
                return database
        return None


def _secret() -> bytes:
    """The secret of this machine's user; one for this build only where it cannot be kept."""
    made = secrets.token_bytes(SECRET_BYTES)
    try:
        folder = user_cache_path("annotated-edition", appauthor=False, ensure_exists=True)
        file = folder / KEY_FILE
        with contextlib.suppress(FileExistsError):
            with file.open("xb") as new:
                new.write(made)
            file.chmod(0o600)
        kept = file.read_bytes()
    except (OSError, RuntimeError):
        return made
    return kept if len(kept) == SECRET_BYTES else made
