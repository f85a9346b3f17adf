"""What a person is told about a draft that was found otherwise than it was left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from fichas_desktop.domain.definition import FormDefinition
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.domain.partial_date import BOGOTA
from fichas_desktop.messages import error_sentence, plural
from fichas_desktop.services.drafts import Reopened
from fichas_desktop.services.reopening import Conflict
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.theme import Role


def notices(
    reopened: Reopened, show_history: Callable[[], object], write_here: Callable[[], object]
) -> tuple[NoticeStrip, ...]:
    """Return the strips to show over a reopened draft; none after a normal end.

    Args:
        reopened: The draft and how it was found.
        show_history: Called when the person wants to see the versions.
        write_here: Called when the person wants to write what another window was writing.
    """
    strips: list[NoticeStrip] = []
    if reopened.newer:
        sentence = (
            "Esta ficha se guardó con un programa más nuevo. Aquí solo se puede leer; "
            "actualice el programa para seguir escribiendo."
        )
        if reopened.hidden:
            sentence += " " + plural(
                reopened.hidden,
                "Hay 1 respuesta que este programa no conoce y no se muestra.",
                "Hay {} respuestas que este programa no conoce y no se muestran.",
            )
        strips.append(NoticeStrip("notice.newer", sentence, Role.WARN_STRIP))
    elif reopened.read_only:
        strips.append(_read_only_strip(reopened, write_here))
    elif reopened.recovered:
        moment = reopened.session.draft.modified_at.astimezone(BOGOTA)
        sentence = f"Se recuperó su trabajo hasta las {moment:%H:%M}."
        if reopened.damaged:
            sentence += " El archivo estaba dañado y quedó apartado."
        actions = (("Ver la versión anterior", show_history),)
        strips.append(NoticeStrip("notice.recovered", sentence, Role.OK_STRIP, actions))
    return tuple(strips)


def _read_only_strip(reopened: Reopened, write_here: Callable[[], object]) -> NoticeStrip:
    if reopened.trouble is not None:
        sentence = f"Aquí solo se puede leer. {error_sentence(reopened.trouble)}"
        return NoticeStrip("notice.read_only", sentence, Role.WARN_STRIP)
    where = f" en el computador {reopened.computer}" if reopened.computer else ""
    since = f", desde las {reopened.since.astimezone(BOGOTA):%H:%M}" if reopened.since else ""
    sentence = (
        f"Otra ventana está escribiendo esta ficha{where}{since}. "
        "Aquí solo se puede leer mientras no se cierre allá."
    )
    actions = (("Escribir aquí", write_here),)
    return NoticeStrip("notice.read_only", sentence, Role.WARN_STRIP, actions)


def conflict_strip(
    draft: Draft,
    conflict: Conflict,
    *,
    compare: Callable[[], object],
    take: Callable[[], object],
    keep: Callable[[], object],
) -> NoticeStrip:
    """Return the question which of two states of a draft to go on with."""
    seen, other = (moment.astimezone(BOGOTA) for moment in (draft.modified_at, conflict.written_at))
    sentence = (
        f"Hay dos versiones distintas de esta ficha: la que ve, {_moment_words(seen, other)}, y otra que se "
        f"escribió desde otra ventana u otro programa, {_moment_words(other, seen)}. "
        "La que no use queda en el historial."
    )
    actions = (("Comparar", compare), ("Usar la otra", take), ("Quedarme con esta", keep))
    return NoticeStrip("notice.conflict", sentence, Role.WARN_STRIP, actions)


def newer_form_strip(form: FormDefinition, move: Callable[[], object]) -> NoticeStrip:
    """Return the offer of a newer version of the form."""
    sentence = (
        f"Hay una versión más nueva del formulario ({form.version}). Si pasa la ficha, nada se pierde: como "
        "está ahora queda en el historial."
    )
    actions = ((f"Pasar esta ficha a la versión {form.version}", move),)
    return NoticeStrip("notice.newer_form", sentence, Role.OK_STRIP, actions)


def unplaced_strip(view: FillingView) -> NoticeStrip:
    """Return the strip that leads to the texts without a place; the review, which has them, goes without."""
    # a widget that is shown before it has a parent would be a window of its own
    strip = NoticeStrip("notice.unplaced", "", Role.WARN_STRIP, (("Ver", view.show_unplaced),), view)

    def count() -> None:
        number = len(view.bridge.session.draft.unplaced)
        words = plural(
            number,
            "Hay 1 texto sin ubicar: el formulario no tiene un campo para él.",
            "Hay {} textos sin ubicar: el formulario no tiene un campo para ellos.",
        )
        strip.set_sentence(words)
        strip.setVisible(number > 0 and view.row < view.review_row)

    view.bridge.unplaced_changed.connect(count)
    view.step_shown.connect(count)
    count()
    return strip


def _moment_words(moment: dt.datetime, other: dt.datetime) -> str:
    if moment.date() == other.date():
        return f"de las {moment:%H:%M}"
    return f"del {moment:%d/%m/%Y} a las {moment:%H:%M}"
