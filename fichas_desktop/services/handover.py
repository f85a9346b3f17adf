"""What an export is about to hand over, told before it is made; loads nothing of the export itself."""

from __future__ import annotations

from msgspec import Struct

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.values import plain_text
from fichas_desktop.export.file_names import pair_stem
from fichas_desktop.services.origins import Origin
from fichas_desktop.services.runtime import Clock, today


class Handover(Struct, frozen=True):
    """One pair that is to come.

    Attributes:
        title: Of the ficha, perhaps empty.
        number: Of the entrega.
        is_repeated: True when that entrega was made before, of the very same answers.
        date: The form's date as printed, perhaps empty.
        today: Today's date as printed; empty where it is that of the form, or the form has none.
        files: Names of the PDF and of the file with the data.
    """

    title: str
    number: int
    is_repeated: bool
    date: str
    today: str
    files: tuple[str, str]


def describe_handover(origin: Origin, status: Status, clock: Clock) -> Handover:
    """Return what an export of an origin would hand over now."""
    form, record = origin.form, origin.record(status, clock)
    field = form.field(form.date_field)
    date = record.answers.get(form.date_field)
    now = today(clock)
    stem = pair_stem(form, record)
    made = len(origin.draft.revisions) if origin.draft is not None else 0
    return Handover(
        title=str(record.answers.get(form.title_field, "")),
        number=record.revision,
        is_repeated=record.revision <= made,
        date=plain_text(field, date) if isinstance(date, PartialDate) else "",
        today=plain_text(field, now) if isinstance(date, PartialDate) and date != now else "",
        files=(f"{stem}.pdf", f"{stem}.json"),
    )
