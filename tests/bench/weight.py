"""What the plugin adds to the files that a reader downloads, gzipped."""

from __future__ import annotations

import gzip

from annotated_edition.pages import ASSETS, asset
from annotated_edition.records.ratings import preset


def gzipped(data: bytes) -> int:
    """Tell how many bytes go over the wire."""
    return len(gzip.compress(data, compresslevel=9, mtime=0))


def weights() -> dict[str, tuple[int, int]]:
    """Tell the size of each file as it is published, plain and gzipped, in bytes."""
    files = {name: asset(name, preset("evidence")).encode() for name in ASSETS}
    return {name: (len(data), gzipped(data)) for name, data in files.items()}


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
