"""What a person can ask for in the menus: words, keys, and when each of them makes sense."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Command(Enum):
    """One entry of the menus."""

    NEW = auto()
    DRAFTS = auto()
    DUPLICATE = auto()
    IMPORT = auto()
    SAVE = auto()
    SAVE_COPY = auto()
    PREVIEW = auto()
    EXPORT = auto()
    EXPORT_DRAFT = auto()
    HISTORY = auto()
    TRASH = auto()
    CLOSE = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    CUT = auto()
    COPY = auto()
    PASTE = auto()
    PASTE_PLAIN = auto()
    SELECT_ALL = auto()
    FIND = auto()
    FIND_NEXT = auto()
    FIND_PREVIOUS = auto()
    NEXT_STEP = auto()
    PREVIOUS_STEP = auto()
    NEXT_PROBLEM = auto()
    LARGER = auto()
    SMALLER = auto()
    NORMAL_SIZE = auto()
    LIGHT = auto()
    DARK = auto()
    SYSTEM = auto()
    SPELLING = auto()
    ADVICE = auto()
    OPEN_GUIDANCE = auto()
    FOLD_GUIDANCE = auto()
    MANUAL = auto()
    SHORTCUTS = auto()
    DATA_FOLDER = auto()
    ABOUT = auto()


class Needs(Enum):
    """What an entry waits for."""

    NOTHING = auto()
    FICHA = auto()
    """A ficha on the screen."""
    WRITING = auto()
    """One that may be written."""
    KEPT = auto()
    """One that was kept already."""
    STEP_AFTER = auto()
    STEP_BEFORE = auto()
    TEXT = auto()
    """A text with the keyboard: seen to by :class:`~fichas_desktop.ui.edit_menu.EditMenu`."""


class Kind(Enum):
    """How an entry behaves."""

    ONCE = auto()
    CHOICE = auto()
    """One of those with which it stands together is on."""
    SWITCH = auto()
    """On or off."""


class Entry(NamedTuple):
    """An entry of a menu.

    Attributes:
        command: What it asks for.
        words: As shown, the letter after ``&`` chooses it; each menu has a letter once.
        keys: Shortcuts; the first is the one that the person is told.
        needs: When it makes sense; it is disabled at other times.
    """

    command: Command
    words: str
    keys: tuple[str, ...] = ()
    needs: Needs = Needs.NOTHING
    kind: Kind = Kind.ONCE


class Menu(NamedTuple):
    """A menu; None among its entries is a line between groups. ``has_steps`` adds the ficha's steps."""

    words: str
    entries: tuple[Entry | None, ...]
    has_steps: bool = False


MENUS = (
    Menu(
        "&Archivo",
        (
            Entry(Command.NEW, "&Nueva ficha", ("Ctrl+Shift+N",)),
            Entry(Command.DRAFTS, "Sus &fichas", ("Ctrl+O",)),
            Entry(Command.DUPLICATE, "&Duplicar la ficha", (), Needs.KEPT),
            Entry(Command.IMPORT, "&Importar fichas…"),
            None,
            Entry(Command.SAVE, "&Guardar ahora", ("Ctrl+S", "Ctrl+G"), Needs.WRITING),
            Entry(Command.SAVE_COPY, "Guardar una &copia en…", ("F12",), Needs.FICHA),
            Entry(Command.PREVIEW, "&Vista previa", ("F6",), Needs.FICHA),
            Entry(Command.EXPORT, "Generar &PDF y datos…", ("Ctrl+P",), Needs.FICHA),
            Entry(Command.EXPORT_DRAFT, "Generar copia de &borrador…", (), Needs.FICHA),
            None,
            Entry(Command.HISTORY, "&Historial…", ("Ctrl+H",), Needs.KEPT),
            Entry(Command.TRASH, "Pape&lera…"),
            None,
            Entry(Command.CLOSE, "C&errar la ficha", ("Ctrl+W",), Needs.FICHA),
            Entry(Command.QUIT, "&Salir", ("Ctrl+Q",)),
        ),
    ),
    Menu(
        "&Edición",
        (
            Entry(Command.UNDO, "&Deshacer", ("Ctrl+Z",), Needs.TEXT),
            Entry(Command.REDO, "&Rehacer", ("Ctrl+Y", "Ctrl+Shift+Z"), Needs.TEXT),
            None,
            Entry(Command.CUT, "Cor&tar", ("Ctrl+X",), Needs.TEXT),
            Entry(Command.COPY, "&Copiar", ("Ctrl+C",), Needs.TEXT),
            Entry(Command.PASTE, "&Pegar", ("Ctrl+V",), Needs.TEXT),
            Entry(Command.PASTE_PLAIN, "Pegar &sin formato", ("Ctrl+Shift+V",), Needs.TEXT),
            Entry(Command.SELECT_ALL, "Seleccionar t&odo", ("Ctrl+A",), Needs.TEXT),
            None,
            Entry(Command.FIND, "&Buscar en la ficha…", ("Ctrl+F",), Needs.FICHA),
            Entry(Command.FIND_NEXT, "Buscar si&guiente", ("F3",), Needs.FICHA),
            Entry(Command.FIND_PREVIOUS, "Buscar &anterior", ("Shift+F3",), Needs.FICHA),
        ),
    ),
    Menu(
        "&Ir",
        (
            Entry(Command.NEXT_STEP, "Paso &siguiente", ("Ctrl+PgDown",), Needs.STEP_AFTER),
            Entry(Command.PREVIOUS_STEP, "Paso &anterior", ("Ctrl+PgUp",), Needs.STEP_BEFORE),
            Entry(Command.NEXT_PROBLEM, "Siguiente &problema", ("F8", "Ctrl+Shift+P"), Needs.FICHA),
            None,
        ),
        has_steps=True,
    ),
    Menu(
        "&Ver",
        (
            Entry(Command.LARGER, "Texto más &grande", ("Ctrl++", "Ctrl+=")),
            Entry(Command.SMALLER, "Texto más &pequeño", ("Ctrl+-",)),
            Entry(Command.NORMAL_SIZE, "Texto de tamaño &normal", ("Ctrl+0",)),
            None,
            Entry(Command.LIGHT, "&Claro", kind=Kind.CHOICE),
            Entry(Command.DARK, "&Oscuro", kind=Kind.CHOICE),
            Entry(Command.SYSTEM, "Como el &sistema", kind=Kind.CHOICE),
            None,
            Entry(Command.OPEN_GUIDANCE, "&Abrir todas las orientaciones", (), Needs.FICHA),
            Entry(Command.FOLD_GUIDANCE, "Pl&egar las orientaciones largas", (), Needs.FICHA),
            None,
            Entry(Command.SPELLING, "&Revisar la ortografía", kind=Kind.SWITCH),
            Entry(Command.ADVICE, "Consejos de re&dacción", kind=Kind.SWITCH),
        ),
    ),
    Menu(
        "A&yuda",
        (
            Entry(Command.MANUAL, "&Manual", ("F1",)),
            Entry(Command.SHORTCUTS, "&Atajos de teclado"),
            Entry(Command.DATA_FOLDER, "Carpeta de &datos"),
            None,
            Entry(Command.ABOUT, "A&cerca de este programa"),
        ),
    ),
)
