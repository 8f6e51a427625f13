"""Notes as a table in CSV, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from annotated_edition.model import Edition

from .webannotation import Noted

__all__ = ["table"]

_COLUMNS = (
    "id kind url state exact prefix suffix voice voice_name rating rating_label qualifier "
    "assessments note sources by created reviewed"
).split()
_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")  # the wide ones, too


def table(notes: Iterable[Noted], edition: Edition) -> str:
    """Notes as CSV, a note a row, with a first row of names.

    Args:
        notes: The notes, in order.
        edition: The edition, for names of speakers and ratings.

    Returns:
        CSV as spreadsheets read it: commas, line ends of RFC 4180. A text that a spreadsheet
        would take for a formula has an apostrophe before it.
    """
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(_COLUMNS)
    for noted in notes:
        note = noted.annotation
        rating = edition.scale.get(note.rating)
        speaker = edition.speakers.get(note.attributed_to or "")
        cited = (
            f"{each.source}, {each.locator}" if each.locator else each.source
            for each in note.sources
        )
        row = (
            note.id,
            str(note.kind),
            f"{noted.url}#note-{note.id}",
            str(noted.placement.state),
            note.selector.exact,
            note.selector.prefix or "",
            note.selector.suffix or "",
            note.attributed_to or "",
            speaker.name if speaker else "",
            note.rating or "",
            rating.label if rating else "",
            note.qualifier,
            "; ".join(f"{each.rating} ({', '.join(each.by)})" for each in note.assessments),
            note.note.strip(),
            "; ".join(cited),
            "; ".join(note.by),
            note.created.isoformat() if note.created else "",
            note.reviewed.isoformat() if note.reviewed else "",
        )
        writer.writerow(f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell for cell in row)
    return output.getvalue()
