"""What the menus ask of the ficha on the screen: find words, go to problems, fold guidance."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from fichas_desktop.domain.definition import Severity
from fichas_desktop.ui.commands import Command
from fichas_desktop.ui.ficha_host import FichaHost
from fichas_desktop.ui.filling_view import FillingView
from fichas_desktop.ui.find_bar import FindBar
from fichas_desktop.ui.guidance_folds import GuidanceFolds

_LOOKING = frozenset({Command.FIND, Command.FIND_NEXT, Command.FIND_PREVIOUS, Command.NEXT_PROBLEM})


class FichaCommands(QObject):
    """Does what concerns the answers.

    Args:
        host: Has the ficha.
        folds: Knows which guidance is folded.
        parent: The window.
    """

    def __init__(self, host: FichaHost, folds: GuidanceFolds, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._folds = folds

    def do(self, command: Command) -> None:
        """Do what was chosen, where it concerns a ficha and there is one."""
        view = self._host.view
        if view is None:
            return
        if command in _LOOKING:
            self._host.pages.setCurrentWidget(view)  # from the preview: what is found is shown there
        if command is Command.FIND:
            _bar_of(view).begin()
        elif command is Command.FIND_NEXT:
            _bar_of(view).go_next()
        elif command is Command.FIND_PREVIOUS:
            _bar_of(view).go_back()
        elif command is Command.NEXT_PROBLEM:
            show_next_problem(view)
        elif command in {Command.OPEN_GUIDANCE, Command.FOLD_GUIDANCE}:
            self._folds.set_all(view, is_open=command is Command.OPEN_GUIDANCE)


def show_next_problem(view: FillingView) -> None:
    """Go to the next field with a problem, one with only a warning where there is no problem.

    After the last one comes the first one; without any, the review says that all is well.
    """
    view.pages.commit()
    session = view.bridge.session
    issues = session.issues()
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    keys = {issue.field_key for issue in errors or issues}
    order = [field.key for section in session.form.sections for field in session.form.step_fields(section)]
    problems = [key for key in order if key in keys]
    if not problems:
        view.show_review()
        return
    # from the review on it is the first one: whoever stands on a problem already goes on to the next
    on_review = view.row == view.review_row
    here = -1 if on_review or session.draft.field not in order else order.index(session.draft.field)
    target = next((key for key in problems if order.index(key) > here), problems[0])
    view.bridge.check_section(session.form.section_of(target))
    view.show_field(target)
    view.pages.page_of(target).focus_issue(
        next(issue for issue in errors or issues if issue.field_key == target)
    )


def _bar_of(view: FillingView) -> FindBar:
    kept = view.findChild(FindBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return kept if isinstance(kept, FindBar) else FindBar(view)
