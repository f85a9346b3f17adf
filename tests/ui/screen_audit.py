"""What every page and dialog must be for those who hear it or use the keyboard alone, as lists of faults."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

WRITTEN = (QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)
NAMED = (QAbstractButton, QProgressBar, *WRITTEN)
MOST_STOPS = 150
LEAST_SEEN = 24
"""Pixels of a stop that are on the screen."""
_WORDS = """
the and undo redo cut copy paste delete select all cancel close open save file files folder name
size type date modified look back forward up down left right show hide new create rename yes ok
apply reset help discard ignore retry abort next previous month year step clear search find shift
control backspace return enter home end page details list view link location insert unicode
character direction default restore minimize maximize move about warning information question today
my computer places recent documents loading please invalid required settings options edit exit print
preview draft export import
"""
ENGLISH = frozenset(_WORDS.split())
_LETTERS = re.compile(r"[^\W\d_]+")


def controls(root: QWidget) -> Iterator[QWidget]:
    """Yield what a person can act on or watch, Qt's inner parts left out."""
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled() or widget.window() is not root.window():
            continue
        if isinstance(widget, NAMED) or is_stop(widget):
            yield widget


def is_stop(widget: QWidget) -> bool:
    """Tell whether Tab stops at a widget."""
    can = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return can and widget.isEnabled() and widget.focusProxy() is None


def label_of(widget: QWidget) -> str:
    """Return how a fault names a widget."""
    parent = widget.parentWidget()
    return f"{type(widget).__name__} {widget.objectName() or (parent.objectName() if parent else '')}"


def name_of(widget: QWidget) -> str:
    """Return the name in the accessibility tree; a combo box, which Qt names by its value, by its label."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    if isinstance(widget, QComboBox):
        labels = [
            other.text(QAccessible.Text.Name)
            for other, relation in interface.relations()
            if relation & QAccessible.RelationFlag.Label
        ]
        return labels[0] if labels else ""
    return str(interface.text(QAccessible.Text.Name))


def described(widget: QWidget) -> str:
    """Return the description in the accessibility tree."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Description)).strip() if interface is not None else ""


def unnamed(root: QWidget) -> list[str]:
    """Return what has no name, no description where something is written or chosen, or rows without words."""
    faults = [f"no name: {label_of(widget)}" for widget in controls(root) if not name_of(widget).strip()]
    faults += [
        f"no description: {label_of(widget)}"
        for widget in controls(root)
        if (isinstance(widget, WRITTEN) or _is_scrolled_by_key(widget)) and not described(widget)
    ]
    for view in root.findChildren(QListView):
        if view.isVisible() and not _is_inside(view, QComboBox):
            faults += [f"row without words: {label_of(view)} {row}" for row in _silent_rows(view)]
    return faults


def _is_scrolled_by_key(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractScrollArea) and is_stop(widget)


def _silent_rows(view: QListView) -> list[int]:
    role = Qt.ItemDataRole
    model = view.model()
    return [
        row
        for row in range(model.rowCount())
        if not (
            model.index(row, 0).data(role.AccessibleTextRole) or model.index(row, 0).data(role.DisplayRole)
        )
    ]


def _is_inside(widget: QWidget, kind: type[QWidget]) -> bool:
    parent = widget.parentWidget()
    return parent is not None and (isinstance(parent, kind) or _is_inside(parent, kind))


def alike(root: QWidget) -> list[str]:
    """Return names that two Tab stops share, or two other controls in the same named group."""
    stops, others = Counter[str](), Counter[tuple[str, ...]]()
    for widget in controls(root):
        if is_stop(widget):
            stops[name_of(widget).strip()] += 1
        else:
            others[(name_of(widget).strip(), *_groups(widget, root))] += 1
    return [f"same name: {name}" for name, times in (*stops.items(), *others.items()) if times > 1]


def _groups(widget: QWidget, root: QWidget) -> list[str]:
    names = []
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if parent.accessibleName():
            names.append(parent.accessibleName())
        parent = parent.parentWidget()
    return names


class Walk(NamedTuple):
    """Where Tab stopped, and which of the stops could not be seen then."""

    stops: list[QWidget]
    unseen: list[QWidget]


def walk() -> Walk:
    """Press Tab from where the keyboard is until it comes round."""
    seen, hidden = list[QWidget](), list[QWidget]()
    for _ in range(MOST_STOPS):
        widget = QApplication.focusWidget()
        assert widget is not None, "the keyboard is nowhere"
        if widget in seen and widget is not seen[0]:
            seen.append(widget)  # a trap
        if widget in seen:
            break
        seen.append(widget)
        if _seen_height(widget) < min(widget.height(), LEAST_SEEN):
            hidden.append(widget)
        QTest.keyClick(QApplication.activePopupWidget() or widget, Qt.Key.Key_Tab)
        QApplication.processEvents()
    return Walk(seen, hidden)


def _seen_height(widget: QWidget) -> int:
    seen, parent = QRect(widget.rect()), widget.parentWidget()
    place = QPoint(0, 0)
    while parent is not None and not widget.isWindow():
        place = widget.mapTo(parent, QPoint(0, 0))
        seen &= QRect(parent.rect()).translated(-place)
        if parent.isWindow():
            break
        parent = parent.parentWidget()
    return seen.height() if widget.isVisible() else 0


def unreachable(root: QWidget, stops: list[QWidget]) -> list[str]:
    """Return traps, unseen stops, and what Tab never comes to."""
    faults = []
    if stops.count(stops[-1]) > 1:
        faults.append(f"Tab turns in a circle at {label_of(stops[-1])}")
    faults += [
        f"Tab never reaches {label_of(widget)}"
        for widget in controls(root)
        if is_stop(widget) and widget not in stops and not _is_one_of_a_row(widget)
    ]
    return faults


def _is_one_of_a_row(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton) and widget.autoExclusive()


def out_of_order(stops: list[QWidget]) -> list[str]:
    """Return the jumps against the way of reading; one is the way back to the start."""
    if len(stops) < 2:
        return []
    jumps = [
        f"{label_of(before)} -> {label_of(after)}"
        for before, after in zip(stops, (*stops[1:], stops[0]), strict=True)
        if not _comes_after(before, after)
    ]
    return [] if len(jumps) <= 1 else [f"against the way of reading: {jump}" for jump in jumps]


def _comes_after(before: QWidget, after: QWidget) -> bool:
    one, other = _beside(before, after)
    below = other.top() >= one.bottom() - one.height() // 3
    same_line = other.top() < one.bottom() and one.top() < other.bottom()
    return (below and not same_line) or (same_line and other.left() >= one.right() - 2) or below


def _beside(before: QWidget, after: QWidget) -> tuple[QRect, QRect]:
    """Return the two places seen from what holds both, scrolled or not."""
    one, other = _line_of(before), _line_of(after)
    holder = next(widget for widget in one if widget in other)
    return _child_place(one, holder), _child_place(other, holder)


def _line_of(widget: QWidget) -> list[QWidget]:
    line = [widget]
    while (parent := line[-1].parentWidget()) is not None:
        line.append(parent)
    return line


def _child_place(line: list[QWidget], holder: QWidget) -> QRect:
    place = line.index(holder)
    if place == 0:
        return QRect(QPoint(0, 0), QRect(holder.rect()).topLeft())
    return QRect(line[place - 1].geometry())


def words_in(root: QWidget) -> Iterator[str]:
    """Yield everything that can be read or heard in a window or menu."""
    for widget in (root, *root.findChildren(QWidget)):
        if _is_inside(widget, QCalendarWidget) and widget.isHidden():
            continue
        yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis())
        yield from (widget.accessibleName(), widget.accessibleDescription())
        if isinstance(widget, (QAbstractButton, QLabel)):
            yield widget.text()
        if isinstance(widget, (QLineEdit, QPlainTextEdit, QTextEdit)):
            yield widget.placeholderText()
        if isinstance(widget, QMenu):
            yield widget.title()
        for action in widget.actions():
            yield from _action_words(action)


def _action_words(action: QAction) -> Iterator[str]:
    if action.isVisible():
        yield from (action.text(), action.toolTip())
        yield action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)


def english(words: str) -> list[str]:
    """Return the English words in what is shown, outside quotation marks and addresses."""
    plain = re.sub(r"<[^>]*>|«[^»]*»|\S*[/\\@]\S*", " ", words.replace("&", ""))
    return [word for word in _LETTERS.findall(plain) if word.lower() in ENGLISH]


def not_spanish(root: QWidget) -> list[str]:
    """Return what is shown with an English word."""
    return [f"English: {words!r}" for words in dict.fromkeys(words_in(root)) if english(words)]


def dialog_faults(dialog: QDialog) -> list[str]:
    """Return what a dialog lacks: a title, the keyboard in it, the way out by Esc. Closes it."""
    faults = [] if dialog.windowTitle() else ["no title"]
    focused = QApplication.focusWidget()
    if focused is None or focused.window() is not dialog or not focused.isVisible():
        faults.append("the keyboard is not in the dialog")
    else:
        QTest.keyClick(focused, Qt.Key.Key_Escape)
        QApplication.processEvents()
        if isValid(dialog) and dialog.isVisible():
            faults.append("Esc does not close it")
    return faults


def faults_of(root: QWidget) -> list[str]:
    """Return every fault of what is shown in a window; a dialog is closed by it."""
    QApplication.processEvents()
    found = [*unnamed(root), *alike(root), *not_spanish(root)]
    first = QApplication.focusWidget()
    if any(is_stop(widget) for widget in controls(root)):
        stops, hidden = walk()
        found += [*unreachable(root, stops), *out_of_order(stops)]
        found += [f"the keyboard goes unseen at {label_of(widget)}" for widget in hidden]
    if isinstance(root, QDialog):
        if first is not None:
            first.setFocus()
        found += dialog_faults(root)
    return found
