"""What a person is told about a draft that was found otherwise than it was left."""

from __future__ import annotations

from collections.abc import Callable

from fichas_desktop.domain.partial_date import BOGOTA
from fichas_desktop.messages import error_sentence
from fichas_desktop.services.drafts import Reopened
from fichas_desktop.ui.notice_strip import NoticeStrip
from fichas_desktop.ui.theme import Role


def notices(reopened: Reopened, show_history: Callable[[], object]) -> tuple[NoticeStrip, ...]:
    """Return the strips to show over a reopened draft; none after a normal end.

    Args:
        reopened: The draft and how it was found.
        show_history: Called when the person wants to see the versions.
    """
    strips: list[NoticeStrip] = []
    if reopened.trouble is not None:
        sentence = f"Aquí solo se puede leer. {error_sentence(reopened.trouble)}"
        strips.append(NoticeStrip("notice.read_only", sentence, Role.WARN_STRIP))
    elif reopened.read_only:
        where = f" en el computador {reopened.computer}" if reopened.computer else ""
        since = f", desde las {reopened.since.astimezone(BOGOTA):%H:%M}" if reopened.since else ""
        sentence = f"Otra ventana está escribiendo esta ficha{where}{since}. Aquí solo se puede leer."
        strips.append(NoticeStrip("notice.read_only", sentence, Role.WARN_STRIP))
    elif reopened.recovered:
        moment = reopened.session.draft.modified_at.astimezone(BOGOTA)
        sentence = f"Se recuperó su trabajo hasta las {moment:%H:%M}."
        if reopened.damaged:
            sentence += " El archivo estaba dañado y quedó apartado."
        actions = (("Ver la versión anterior", show_history),)
        strips.append(NoticeStrip("notice.recovered", sentence, Role.OK_STRIP, actions))
    return tuple(strips)
