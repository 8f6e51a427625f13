"""What only checks a file is not loaded by those who enter the room."""

from __future__ import annotations

import subprocess
import sys


def test_entering_the_room_of_records_does_not_load_pydantic():
    command = "import sys, annotated_edition.records; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
