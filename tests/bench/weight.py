"""What the plugin adds to the files that a reader downloads, gzipped."""

from __future__ import annotations

import gzip
from pathlib import Path

import annotated_edition

READER = Path(annotated_edition.__file__).parent / "reader"


def gzipped(data: bytes) -> int:
    """Tell how many bytes go over the wire."""
    return len(gzip.compress(data, compresslevel=9, mtime=0))


def weights() -> dict[str, tuple[int, int]]:
    """Tell the size of each file of the reader's, as it is and gzipped, in bytes."""
    files = sorted(path for path in READER.rglob("*") if path.suffix in {".css", ".js"})
    return {
        path.relative_to(READER).as_posix(): (path.stat().st_size, gzipped(path.read_bytes()))
        for path in files
    }


def main() -> None:
    """Print a table."""
    found = weights()
    print("| file | bytes | gzipped |\n| --- | ---: | ---: |")
    for name, (size, small) in found.items():
        print(f"| {name} | {size:,} | {small:,} |")
    print(
        f"| all | {sum(s for s, _ in found.values()):,} | {sum(g for _, g in found.values()):,} |"
    )


if __name__ == "__main__":
    main()
