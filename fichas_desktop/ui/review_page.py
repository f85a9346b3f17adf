"""Review before export: what is wrong, what is only advice, every answer, and the two exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fichas_desktop.domain.definition import FormDefinition, SectionDefinition, Severity
from fichas_desktop.domain.issues import ValidationIssue
from fichas_desktop.domain.partial_date import PartialDate
from fichas_desktop.domain.values import plain_text
from fichas_desktop.messages import field_name, issue_sentence, plural
from fichas_desktop.ui.answer_row import AnswerRow
from fichas_desktop.ui.buttons import button_row, make_button
from fichas_desktop.ui.later_mark import CLEAR
from fichas_desktop.ui.pages import ColumnPage, clear_layout, text_label
from fichas_desktop.ui.session_bridge import SessionBridge
from fichas_desktop.ui.theme import Role, set_role
from fichas_desktop.ui.unplaced_texts import UnplacedTexts, unplaced_words
from fichas_desktop.ui.words import breakable, heading_case
from fichas_desktop.ui.wrapping_link import RING, WrappingLink


class ReviewPage(ColumnPage):
    """Every answer with its way back, drawn anew when something of it is another.

    Signals:
        change_requested: Key of the field that the person wants to change.
        issue_chosen: The :class:`ValidationIssue` that the person wants to mend, its field being shown.
        export_requested: True for the final pair, False for a copy marked BORRADOR.
        preview_requested: The PDF as it would be now is wanted.
        later_cleared: Key of a field that needs no coming back to any more.
        use_today_requested: The person wants today's date as the ficha's date.
    """

    change_requested = Signal(str)
    issue_chosen = Signal(object)
    export_requested = Signal(bool)
    preview_requested = Signal()
    later_cleared = Signal(str)
    use_today_requested = Signal()

    def __init__(self, bridge: SessionBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page.review")
        # nearly every review needs the bar, and its texts would be laid out twice
        self.setProperty("verticalScrollBarPolicy", "ScrollBarAlwaysOn")
        self._bridge = bridge
        self._kept_date: PartialDate | None = None
        self._today: PartialDate | None = None
        self._unplaced: UnplacedTexts | None = None
        self._unplaced_box: QFrame | None = None
        self._unplaced_link: WrappingLink | None = None
        self._final: QPushButton | None = None
        self.summary: QWidget | None = None
        self.later: list[LaterRow] = []
        bridge.unplaced_changed.connect(self._count_unplaced)

    def refresh(self, today: PartialDate) -> None:
        """Draw the page for the answers as they are now; a keyboard that was on it stays on it."""
        self._today = today
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        session = self._bridge.session
        form = session.form
        clear_layout(self.column)
        self._unplaced, self._unplaced_box, self._unplaced_link = None, None, None
        self.column.addWidget(text_label("Revise sus respuestas", Role.TITLE))
        self.column.addSpacing(16)
        issues = session.issues()
        errors = [issue for issue in issues if issue.severity is Severity.ERROR]
        warnings = [issue for issue in issues if issue.severity is Severity.WARNING]
        self.summary = None
        self._add_date_question(today)
        if errors:
            self.summary = self._add_box("errors", _errors_words(len(errors)), errors, Role.ERROR_BOX)
        if warnings:
            self._add_box("warnings", _warnings_words(len(warnings)), warnings, Role.WARN_STRIP)
        if session.draft.unplaced:
            self._add_unplaced_warning(len(session.draft.unplaced))
        if not errors:
            self.column.addWidget(_strip("La ficha está lista para entregar.", Role.OK_STRIP))
            self.column.addSpacing(12)
        self._add_later()
        self._add_export_buttons()
        if session.draft.unplaced:
            self._unplaced = UnplacedTexts(self._bridge)
            self.column.addWidget(self._unplaced)
        for section in form.sections:
            self._add_section(section)
        self.column.addStretch(1)
        if had_keyboard:
            self.focus_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the answers the heights that they need in the new width before they are painted in it."""
        super().resizeEvent(event)
        self.settle()

    def note_paint(self) -> None:
        """Let the bar go where the answers need none, too."""
        super().note_paint()
        self.setProperty("verticalScrollBarPolicy", "ScrollBarAsNeeded")

    def settle(self) -> None:
        """Have the heights that the answers ask for, now and not after the next paint."""
        for row in self.ground.findChildren(AnswerRow):
            row.settle()
        self.column.activate()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def focus_first(self) -> None:
        """Give the keyboard to the first problem, or to the export when there is none."""
        self.settle()
        target: QWidget | None = self.summary.findChild(WrappingLink) if self.summary is not None else None
        target = target or self._final  # looked for by name, one that is being deleted would be found
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, target, partial(self._show_from_top, target))  # once the page is laid out

    def _show_from_top(self, target: QWidget) -> None:
        self.verticalScrollBar().setValue(0)
        self.show_widget(target)

    def show_unplaced(self) -> None:
        """Bring the texts without a place into view, and give the keyboard to the first."""
        QTimer.singleShot(0, self, self._go_to_unplaced)  # once the page is laid out

    def _go_to_unplaced(self) -> None:
        if self._unplaced is not None:
            self._unplaced.focus_first()
            self.verticalScrollBar().setValue(self._unplaced.mapTo(self.ground, QPoint(0, 0)).y() - RING)

    def _add_unplaced_warning(self, count: int) -> None:
        box = QFrame()
        box.setObjectName("summary.unplaced")
        set_role(box, Role.WARN_STRIP)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(16 - RING, 12, 16 - RING, 12)
        self._unplaced_link = WrappingLink(unplaced_words(count), "unplaced.link", self.show_unplaced)
        layout.addWidget(self._unplaced_link)
        self._unplaced_box = box
        self.column.addWidget(box)
        self.column.addSpacing(12)

    def _count_unplaced(self) -> None:
        count = len(self._bridge.session.draft.unplaced)
        if self._unplaced_box is not None and self._unplaced_link is not None:
            self._unplaced_box.setVisible(count > 0)
            self._unplaced_link.setText(unplaced_words(count))
            self._unplaced_link.setAccessibleName(unplaced_words(count))

    def _add_date_question(self, today: PartialDate) -> None:
        session = self._bridge.session
        date = session.draft.answers.get(session.form.date_field)
        if self._bridge.read_only or not isinstance(date, PartialDate) or date in {today, self._kept_date}:
            return
        field = session.form.field(session.form.date_field)
        label = field_name(session.form, field)
        strip = _strip(
            f"«{label}» dice {plain_text(field, date)}; hoy es {plain_text(field, today)}.", Role.WARN_STRIP
        )
        use = make_button("Poner la de hoy", "date.use_today", None, self.use_today_requested.emit)
        keep = make_button("Dejarla", "date.keep", None, partial(self._keep_date, date))
        row = strip.layout()
        assert isinstance(row, QVBoxLayout)  # noqa: S101
        row.addWidget(button_row(use, keep))
        self.column.addWidget(strip)
        self.column.addSpacing(12)

    def _keep_date(self, date: PartialDate) -> None:
        self._kept_date = date
        if self._today is not None:
            self.refresh(self._today)
            self.focus_first()

    def _add_box(self, name: str, title: str, issues: list[ValidationIssue], role: Role) -> QFrame:
        box = _issues_box(self._bridge.session.form, title, issues, partial(_mend, self))
        box.setObjectName(f"summary.{name}")
        set_role(box, role)
        self.column.addWidget(box)
        self.column.addSpacing(12)
        return box

    def _add_later(self) -> None:
        """List what the person left for later; it blocks nothing."""
        self.later = _later_rows(self._bridge, self)
        if self.later:
            self.column.addWidget(_later_box(self.later))
            self.column.addSpacing(12)

    def _add_export_buttons(self) -> None:
        ask_final = partial(self.export_requested.emit, True)  # noqa: FBT003 - a signal's argument
        final = make_button("Generar PDF y datos", "export.final", Role.PRIMARY, ask_final)
        self._final = final
        final.setAccessibleDescription("Genera la entrega final: el PDF y el archivo de datos.")
        ask_copy = partial(self.export_requested.emit, False)  # noqa: FBT003
        copy = make_button("Generar copia de borrador", "export.draft", None, ask_copy)
        copy.setAccessibleDescription("Genera un PDF marcado BORRADOR, aunque falten respuestas.")
        look = make_button("Vista previa", "export.preview", None, self.preview_requested.emit)
        look.setAccessibleName("Vista previa antes de generar")  # another one is below the steps
        look.setAccessibleDescription("Muestra el PDF como queda ahora.")
        self.column.addWidget(button_row(final, copy, look))
        self.column.addSpacing(20)

    def _add_section(self, section: SectionDefinition) -> None:
        form = self._bridge.session.form
        self.column.addWidget(text_label(heading_case(section.title), Role.HEADING))
        self.column.addSpacing(6)
        for field in form.step_fields(section):
            line = QFrame()
            line.setFrameShape(QFrame.Shape.HLine)
            set_role(line, Role.SEPARATOR)
            self.column.addWidget(line)
            go = partial(self.change_requested.emit, field.key)
            value = self._bridge.session.answer(field.key)
            self.column.addWidget(AnswerRow(field, field_name(form, field), value, go))
        self.column.addSpacing(24)


class LaterRow(QFrame):
    """A field left for later, its note, the way to it and the way to be done with it.

    Args:
        key: Key of the field.
        name: What it is called.
        note: The person's own words, perhaps none.
        page: Where it stands.
        can_clear: False where the ficha can only be read.
    """

    def __init__(self, key: str, name: str, note: str, page: ReviewPage, *, can_clear: bool) -> None:
        super().__init__()
        self.key = key
        words = f"{name}: {note}" if note else name
        change = make_button(
            "Cambiar", f"later.{key}.change", Role.LINK, partial(page.change_requested.emit, key)
        )
        change.setAccessibleName(f"Cambiar, quedó para después: {words}")
        self.clear = make_button(
            CLEAR, f"later.{key}.clear", Role.LINK, partial(page.later_cleared.emit, key)
        )
        self.clear.setAccessibleName(f"{CLEAR}: {name}")
        self.clear.setEnabled(can_clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(text_label(breakable(words), Role.ANSWER), 1, top)
        layout.addWidget(change, 0, top)
        layout.addWidget(self.clear, 0, top)


def _later_rows(bridge: SessionBridge, page: ReviewPage) -> list[LaterRow]:
    form, later = bridge.session.form, bridge.session.draft.later
    return [
        LaterRow(field.key, field_name(form, field), later[field.key], page, can_clear=not bridge.read_only)
        for field in form.fields()
        if field.key in later
    ]


def _later_box(rows: list[LaterRow]) -> QFrame:
    box = QFrame()
    box.setObjectName("later")
    set_role(box, Role.BAND)
    layout = QVBoxLayout(box)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(6)
    title = plural(len(rows), "Quedó 1 respuesta para después", "Quedaron {} respuestas para después")
    layout.addWidget(text_label(title, Role.LABEL))
    for row in rows:
        layout.addWidget(row)
    return box


def _strip(text: str, role: Role) -> QFrame:
    strip = QFrame()
    set_role(strip, role)
    layout = QVBoxLayout(strip)
    layout.setContentsMargins(16, 10, 16, 10)
    layout.addWidget(text_label(text, Role.ANSWER))
    return strip


def _errors_words(count: int) -> str:
    return plural(
        count,
        "Hay 1 problema por corregir antes de la entrega",
        "Hay {} problemas por corregir antes de la entrega",
    )


def _warnings_words(count: int) -> str:
    return plural(count, "Hay 1 advertencia: puede dejarla así", "Hay {} advertencias: puede dejarlas así")


def _mend(page: ReviewPage, issue: ValidationIssue) -> None:
    page.change_requested.emit(issue.field_key)
    page.issue_chosen.emit(issue)


def _issues_box(
    form: FormDefinition, title: str, issues: list[ValidationIssue], mend: Callable[[ValidationIssue], None]
) -> QFrame:
    box = QFrame()
    layout = QVBoxLayout(box)
    # a link keeps room for its focus ring: the words below one another all the same
    layout.setContentsMargins(16 - RING, 12, 16 - RING, 12)
    layout.setSpacing(6)
    heading = text_label(title, Role.LABEL)
    heading.setContentsMargins(RING, 0, RING, 0)
    layout.addWidget(heading)
    for issue in issues:
        field = form.field(issue.field_key)
        section = form.sections.index(form.section_of(field.key)) + 1
        label = field_name(form, field)
        sentence = issue_sentence(form, issue)
        words = sentence if label in sentence else f"{label}: {sentence}"
        go = partial(mend, issue)
        layout.addWidget(WrappingLink(f"Sección {section}. {words}", f"issue.{issue.field_key}", go))
    return box
