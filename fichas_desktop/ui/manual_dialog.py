"""The manual inside the program: chapters, pages, and a search; no network, no link that leads out."""

from __future__ import annotations

import re
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QShortcut,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from fichas_desktop.domain.text_search import places, plain_letters
from fichas_desktop.services.manual import manual_folder, manual_text
from fichas_desktop.ui.announcing import announce
from fichas_desktop.ui.buttons import make_button
from fichas_desktop.ui.pages import text_label
from fichas_desktop.ui.theme import Role, set_role

_WIDEST_PICTURE = 760
_MARGIN = 16
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([\w.-]+)\)")
_CHAPTER_LEVEL = 2
_LIST_PADDING = 8
_SIZES = {1: 1.6, 2: 1.3, 3: 1.1}
"""Size of headings by level, in sizes of the text."""


class ManualDialog(QDialog):
    """Chapters at the left, the text at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("manual")
        self.setWindowTitle("Manual")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        letters = self.fontMetrics()
        wanted = QSize(letters.averageCharWidth() * 140, letters.lineSpacing() * 40)
        self.resize(wanted.boundedTo(parent.window().size()))
        self._page = _Page(self)
        self._chapters = QListWidget(self)
        self._chapters.setObjectName("manual.chapters")
        self._chapters.setAccessibleName("Contenido")
        self._chapters.setAccessibleDescription("Elija un capítulo con las flechas.")
        self._chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self._chapters, Role.POPUP)
        self._search = QLineEdit(self)
        self._search.setObjectName("manual.search")
        self._search.setPlaceholderText("Buscar en el manual")
        self._search.setAccessibleName("Buscar en el manual")
        self._search.setAccessibleDescription("Entrar o F3 va a lo siguiente que se encuentra.")
        self._search.setClearButtonEnabled(True)
        self._nothing = text_label("", Role.GUIDANCE)
        self._nothing.setObjectName("manual.nothing")
        self._lay_out()
        self._fill()
        QShortcut(QKeySequence("Ctrl+F"), self, self._begin_search)
        QShortcut(QKeySequence("F3"), self, self._find)
        self._search.returnPressed.connect(self._find)
        self._search.textChanged.connect(self._nothing.clear)

    def _lay_out(self) -> None:
        find = make_button("Buscar", "manual.find", None, self._find)
        find.setAutoDefault(False)
        close = make_button("Cerrar", "manual.close", None, self.reject)
        close.setAutoDefault(False)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._search, 1)
        top.addWidget(find)
        top.addWidget(self._nothing, 1)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._chapters)
        middle.addWidget(self._page, 1)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        layout.addLayout(bottom)
        for before, after in pairwise((self._search, find, self._chapters, self._page, close)):
            QWidget.setTabOrder(before, after)
        self._chapters.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self) -> None:
        block = self._page.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if 0 < level <= _CHAPTER_LEVEL:
                item = QListWidgetItem(("" if level == 1 else "   ") + block.text())
                item.setData(Qt.ItemDataRole.AccessibleTextRole, block.text())
                item.setData(Qt.ItemDataRole.UserRole, block.position())
                self._chapters.addItem(item)
            block = block.next()
        # as wide as the longest chapter, with its scroll bar: no name is cut short
        bar = self._chapters.verticalScrollBar().sizeHint().width()
        self._chapters.setFixedWidth(self._chapters.sizeHintForColumn(0) + bar + 2 * _LIST_PADDING)
        self._chapters.currentItemChanged.connect(self._go)
        self._chapters.setCurrentRow(0)

    def _go(self, item: QListWidgetItem) -> None:
        self._page.show_position(item.data(Qt.ItemDataRole.UserRole))

    def _begin_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _find(self) -> None:
        words = self._search.text().strip()
        if words and not self._page.find_next(words):
            self._nothing.setText("No aparece en el manual.")
            announce(self._nothing, self._nothing.text())


class _Page(QTextBrowser):
    """The text; pictures are as wide as it, so that no line has to be scrolled sideways."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("manual.page")
        set_role(self, Role.PAGE)
        self.setAccessibleName("Manual")
        self.setAccessibleDescription("Texto del manual; Ctrl+F busca en él.")
        self.setOpenLinks(False)
        self.document().setDocumentMargin(_MARGIN)
        text = manual_text()
        self._pictures = tuple(name for _, name in _PICTURE.findall(text))
        self._fit_pictures(_WIDEST_PICTURE)
        # what a picture shows is said below it, too: screen readers know nothing else of it
        self.setMarkdown(_PICTURE.sub(r"\g<0>\n\n*\1.*", text))
        self._set_headings()
        self._letters = plain_letters(self.document().toPlainText())

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's own signature
        """Return nothing: the pictures are there, and no other file is read."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the pictures as wide as the text."""
        super().resizeEvent(event)
        self._fit_pictures(min(_WIDEST_PICTURE, self.viewport().width() - 2 * _MARGIN))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the headings larger than the text when its size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_headings()

    def _fit_pictures(self, width: int) -> None:
        document, ratio = self.document(), self.devicePixelRatioF()
        for name in self._pictures:
            image = QImage(str(manual_folder() / name)).scaledToWidth(
                round(width * ratio), Qt.TransformationMode.SmoothTransformation
            )
            painter = QPainter(image)  # the ground of a picture is that of the page: a line shows its edge
            painter.setPen(Qt.GlobalColor.gray)
            painter.drawRect(image.rect().adjusted(0, 0, -1, -1))
            painter.end()
            image.setDevicePixelRatio(ratio)
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
        document.markContentsDirty(0, document.characterCount())

    def show_position(self, position: int) -> None:
        """Show a place at the head of the view."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - 8)

    def find_next(self, words: str) -> bool:
        """Select the next place where some words stand, from the start again after the last."""
        wanted = plain_letters(words)
        found = places(self._letters, wanted)
        if not found:
            return False
        after = self.textCursor().selectionEnd()
        start = next((place for place in found if place >= after), found[0])
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + len(wanted), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def _set_headings(self) -> None:
        size = self.font().pointSizeF()
        cursor = QTextCursor(self.document())
        block: QTextBlock = self.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            shape, level = block.blockFormat(), block.blockFormat().headingLevel()
            shape.setLineHeight(122, 1)
            shape.setBottomMargin(6)
            if level:
                letters = cursor.charFormat()
                letters.setFontPointSize(size * _SIZES[level])
                cursor.mergeCharFormat(letters)
                shape.setTopMargin(18)
            cursor.setBlockFormat(shape)
            block = block.next()
