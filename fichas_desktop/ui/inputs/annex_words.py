"""What an annex is called on its card, in sentences and beside its boxes."""

from __future__ import annotations

from fichas_desktop.domain.values import Attachment, FileAttachment, LinkAttachment, NoteAttachment
from fichas_desktop.messages import file_size
from fichas_desktop.ui.file_kinds import kind_words

DESCRIBE_FILE = "Descripción"
DESCRIBE_IMAGE = "Descripción de la imagen"
NOTE_WORDS = "Qué es y dónde está"


def is_image(item: Attachment) -> bool:
    """Tell whether an annex is a picture."""
    return isinstance(item, FileAttachment) and item.media_type.startswith("image/")


def icon_name(item: Attachment) -> str:
    """Return the drawing of an annex's kind."""
    if isinstance(item, FileAttachment):
        return "image" if is_image(item) else "file"
    return "link" if isinstance(item, LinkAttachment) else "note"


def title_words(item: Attachment) -> str:
    """Return the heading of an annex's card, after its number."""
    if isinstance(item, FileAttachment):
        return item.name
    return "Enlace" if isinstance(item, LinkAttachment) else "Nota"


def spoken_name(item: Attachment) -> str:
    """Return what an annex is called in sentences."""
    if isinstance(item, FileAttachment):
        return item.name
    if isinstance(item, LinkAttachment):
        return item.url or "enlace"
    return "nota"


def kind_line(item: Attachment) -> str:
    """Return the kind and size of a file; empty for what is none."""
    if not isinstance(item, FileAttachment):
        return ""
    return f"{kind_words(item.name, item.media_type)} · {file_size(item.size)}"


def description_prompt(item: Attachment) -> str:
    """Return what is to be written into the box for the description."""
    if isinstance(item, NoteAttachment):
        return NOTE_WORDS
    return DESCRIBE_IMAGE if is_image(item) else DESCRIBE_FILE
