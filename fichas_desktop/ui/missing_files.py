"""Files of a ficha that are not on the disk: one way to say so everywhere."""

from __future__ import annotations

from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput


def show_missing(view: FillingView, missing: frozenset[str]) -> None:
    """Tell the session, every list of annexes on the screen and the steps which files are missing.

    Args:
        view: The ficha.
        missing: SHA-256 of all of them.
    """
    session = view.bridge.session
    if missing == session.missing_files:
        return
    session.set_missing_files(missing)
    for page in view.pages.built_pages():
        for frame in page.built_frames():
            if isinstance(frame.input, AttachmentsInput):
                frame.input.set_missing(missing)
    view.bridge.progress_changed.emit()
