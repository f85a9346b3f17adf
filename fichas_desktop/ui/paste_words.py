"""What a paste could not keep as it was, in one sentence or two."""

from __future__ import annotations

from collections.abc import Mapping

from fichas_desktop.messages import plural
from fichas_desktop.ui.clipboard_losses import DroppedKind

_LEFT_OUT: Mapping[DroppedKind, tuple[str, str]] = {
    DroppedKind.IMAGE: ("1 imagen", "{} imágenes"),
    DroppedKind.EMBEDDED: ("1 objeto incrustado", "{} objetos incrustados"),
    DroppedKind.COMMENT: ("1 comentario o texto tachado", "{} comentarios o textos tachados"),
    DroppedKind.COLOUR: ("los colores", "los colores"),
    DroppedKind.UNDERLINE: ("los subrayados", "los subrayados"),
    DroppedKind.STRIKE: ("las líneas de tachado", "las líneas de tachado"),
    DroppedKind.SCRIPT: ("los superíndices y subíndices", "los superíndices y subíndices"),
}
"""What is gone, in the order in which it is named."""

_CHANGED: Mapping[DroppedKind, tuple[str, str]] = {
    DroppedKind.TABLE: ("la tabla quedó en renglones", "las tablas quedaron en renglones"),
    DroppedKind.LINK: (
        "1 enlace que no es de internet quedó como texto",
        "{} enlaces que no son de internet quedaron como texto",
    ),
    DroppedKind.SYMBOL: (
        "1 símbolo que no se reconoció quedó entre corchetes",
        "{} símbolos que no se reconocieron quedaron entre corchetes",
    ),
    DroppedKind.LIST_LEVEL: ("las listas quedaron en dos niveles", "las listas quedaron en dos niveles"),
}
"""What is there in another form."""

FILES = "Los archivos no se pegan en el texto; agréguelos como anexos."
ONLY_IMAGE = "Aquí no se pegan imágenes, solo texto."


def paste_words(dropped: Mapping[DroppedKind, int], *, has_text: bool) -> str:
    """Return what to say after a paste.

    Args:
        dropped: How often each thing happened.
        has_text: True when there was text in the paste.
    """
    if DroppedKind.FILE in dropped:
        return FILES
    if not has_text and set(dropped) <= {DroppedKind.IMAGE}:
        return ONLY_IMAGE
    gone = [plural(dropped[kind], *words) for kind, words in _LEFT_OUT.items() if kind in dropped]
    changed = [plural(dropped[kind], *words) for kind, words in _CHANGED.items() if kind in dropped]
    sentences = []
    if gone:
        is_one = len(gone) == 1 and gone[0].startswith("1 ")
        sentences.append(f"{'quedó' if is_one else 'quedaron'} por fuera {_listed(gone)}")
    if changed:
        sentences.append(_listed(changed))
    words = "; ".join(sentences)
    beginning = "Se pegó el texto. " if has_text else ""
    return f"{beginning}{words[:1].upper()}{words[1:]}."


def _listed(parts: list[str]) -> str:
    *most, last = parts
    if not most:
        return last
    joint = " e " if last.startswith("i") else " y "
    return f"{', '.join(most)}{joint}{last}"
