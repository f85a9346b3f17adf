"""A calendar that opens below the date boxes."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from fichas_desktop.domain.partial_date import FIRST_YEAR, LAST_YEAR
from fichas_desktop.ui.icons import tinted_pixmap
from fichas_desktop.ui.theme import Role, set_role, tokens_of

_ROOM = 1.2
_HOW = "Las flechas cambian de día y RePág y AvPág de mes; Entrar lo escoge y Esc cierra."
_ARROWS = (
    ("qt_calendar_prevmonth", "previous", "Mes anterior"),
    ("qt_calendar_nextmonth", "next", "Mes siguiente"),
)


class CalendarPopup(QFrame):
    """Calendar in Spanish that closes on Esc or by clicking elsewhere.

    Attributes:
        date_chosen: The day that was clicked, or marked when Enter was pressed.
    """

    date_chosen = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        set_role(self, Role.POPUP)
        self.calendar = QCalendarWidget(self)
        for part in (self.calendar, self.calendar.findChild(QAbstractItemView)):
            if isinstance(part, QWidget):  # the days are what takes the keyboard
                part.setAccessibleName("Calendario")
                part.setAccessibleDescription(_HOW)
        self.calendar.setLocale(QLocale(QLocale.Language.Spanish, QLocale.Country.Colombia))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setDateRange(QDate(FIRST_YEAR, 1, 1), QDate(LAST_YEAR, 12, 31))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.calendar)
        self.calendar.clicked.connect(self._choose)
        self.calendar.activated.connect(self._choose)

    def open_at(self, below: QWidget, date: QDate) -> None:
        """Show the calendar under a widget with ``date`` marked."""
        self._use_colours()
        self.calendar.setSelectedDate(date)
        hint = self.calendar.sizeHint()
        self.calendar.setMinimumSize(round(hint.width() * _ROOM), round(hint.height() * _ROOM))
        self.adjustSize()
        corner = below.mapToGlobal(QPoint(0, below.height() + 2))
        area = below.screen().availableGeometry()
        if corner.y() + self.height() > area.bottom():
            corner = below.mapToGlobal(QPoint(0, -self.height() - 2))
        corner.setX(max(area.left(), min(corner.x(), area.right() - self.width())))
        self.move(corner)
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _choose(self, date: QDate) -> None:
        # a click is followed by the activation of the same day: the first of the two closes
        if self.isVisible():
            self.close()
            self.date_chosen.emit(date)

    def _use_colours(self) -> None:
        tokens = tokens_of(self)
        header = QTextCharFormat()
        header.setForeground(QColor(tokens.guidance))
        header.setBackground(QColor(tokens.surface))
        self.calendar.setHeaderTextFormat(header)
        day = QTextCharFormat()
        day.setForeground(QColor(tokens.ink))
        for name, icon, words in _ARROWS:
            button = self.calendar.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                button.setIcon(QIcon(tinted_pixmap(icon, tokens.ink)))
                button.setAccessibleName(words)
                button.setToolTip(words)
        for number in Qt.DayOfWeek:
            self.calendar.setWeekdayTextFormat(number, day)
