"""Which long guidance a person has folded away: the same the next time, in every ficha."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from fichas_desktop.ui.field_frame import FieldFrame
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.remembering import Remembering


class GuidanceFolds(QObject):
    """Folds guidance as it was left, and remembers what is folded or opened.

    Args:
        remembering: Keeps it.
        parent: The window.
    """

    def __init__(self, remembering: Remembering, parent: QObject) -> None:
        super().__init__(parent)
        self._remembering = remembering

    def attend(self, view: FillingView) -> None:
        """Attend the fields of a ficha, before any of them is built."""
        view.pages.field_built.connect(self._attend_field)

    def set_all(self, view: FillingView, *, is_open: bool) -> None:
        """Open or fold the guidance of every field of a ficha's form."""
        form = view.bridge.session.form
        names = {f"{form.code}/{field.key}" for field in form.fields()}
        kept = set(self._remembering.current.folded)
        self._remember(kept - names if is_open else kept | names)
        for page in view.pages.built_pages():
            for frame in page.built_frames():
                frame.set_guidance_open(is_open)

    def _attend_field(self, frame: FieldFrame) -> None:
        name = f"{frame.definition.code}/{frame.field_key}"
        if name in self._remembering.current.folded:
            frame.set_guidance_open(False)
        frame.guidance_toggled.connect(partial(self._toggle, name))

    def _toggle(self, name: str, is_open: bool) -> None:
        kept = set(self._remembering.current.folded)
        self._remember(kept - {name} if is_open else kept | {name})

    def _remember(self, names: set[str]) -> None:
        self._remembering.change(folded=tuple(sorted(names)))
