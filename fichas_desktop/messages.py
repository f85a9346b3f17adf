"""The Spanish sentence of every code: errors, issues, verdicts, states; for window and command line.

One plain sentence each: what is wrong and what to do. No sentence repeats what a person wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from fichas_desktop.domain.advice import Advice, AdviceKind
from fichas_desktop.domain.definition import FieldDefinition, FormDefinition
from fichas_desktop.domain.draft_summary import DraftState
from fichas_desktop.domain.issues import IssueCode, ValidationIssue
from fichas_desktop.domain.partial_date import FIRST_YEAR, LAST_YEAR
from fichas_desktop.domain.settings import Settings
from fichas_desktop.domain.text import clean_line
from fichas_desktop.errors import FichasError

if TYPE_CHECKING:
    from fichas_desktop.services.folder_risk import FolderRisk

_LONGEST_PATH = 240

_EXPECTED = {
    "text": "un texto entre comillas",
    "date": 'una fecha completa como "2024-09-20"',
    "partial_date": 'una fecha como "2019", "2019-05" o "2019-05-01"',
    "choice": 'un objeto como {"choice": "…"}',
    "rich_text": 'un texto entre comillas o un objeto {"blocks": […]}',
    "attachments": "una lista de anexos",
}

ERRORS: Mapping[str, str] = {
    "asset_missing": "A la instalación le falta el archivo {name}; instale de nuevo el programa.",
    "no_forms": "La instalación no trae ningún formulario; instale de nuevo el programa.",
    "toml_unreadable": "No se puede leer el archivo {file}; revise que tenga permiso y que esté en UTF-8.",
    "toml_invalid": "El archivo {file} no es TOML válido; corrija la línea {line}.",
    "toml_unknown_key": "El archivo {file} tiene en {path} una clave desconocida; quítela.",
    "toml_missing_key": "Al archivo {file} le falta la clave {path}; agréguela.",
    "toml_bad_value": "El archivo {file} tiene en {path} un valor que no corresponde; corríjalo.",
    "settings_no_folder": "El archivo {file} nombra en {path} una carpeta que ahora no se puede leer; revise "
    "la ruta o la conexión.",
    "settings_no_field": "El archivo {file} nombra en {path} un campo que no existe o no lleva sugerencias; "
    "corríjalo.",
    "definition_duplicate_key": "La definición {file} repite en {path} una clave; cámbiela.",
    "definition_missing_field": "La definición {file} nombra en {path} un campo que no existe; corríjalo.",
    "definition_bad_length_range": "La definición {file} tiene en {path} un mínimo mayor que el máximo.",
    "definition_not_for_type": "La definición {file} tiene en {path} algo que no va con ese tipo de campo.",
    "definition_two_others": "La definición {file} tiene en {path} más de una opción con texto propio.",
    "definition_label_needed": "A la definición {file} le falta en {path} el nombre del campo.",
    "definition_foreign_logo": "La definición {file} nombra en {path} un logo que no viene con el programa; "
    "quítelo.",
    "definition_too_large": "«{file}» es demasiado grande para ser un formulario; quítelo de la carpeta.",
    "form_taken": "El programa ya tiene el formulario {form}, versión {version}, con otro contenido; no se "
    "usa el archivo {file}.",
    "definition_file_name": "El nombre de {file} no coincide con su código y versión; corríjalo.",
    "unknown_form": "No se conoce el formulario «{form}»; revise el código.",
    "unknown_version": "No se conoce la versión «{version}» del formulario {form}; use {known}.",
    "not_utf8": "El archivo no está en UTF-8; guárdelo de nuevo con esa codificación.",
    "not_json": "El archivo no se puede leer; revíselo o genérelo de nuevo.",
    "nested_too_deep": "El archivo tiene demasiados niveles; genérelo de nuevo.",
    "duplicate_json_key": "El archivo repite una clave y así se perdería un texto; deje una sola.",
    "no_answers_file": "El archivo no es un archivo de respuestas: debe tener solo «form» (con «code» y "
    "«version») y «answers».",
    "no_sidecar": "El archivo no es un archivo de datos de este programa; escoja otro.",
    "newer_sidecar": "El archivo de datos se hizo con un programa más nuevo; actualice este programa.",
    "sidecar_not_supported": "Ese es un archivo de datos ya generado; dé un archivo de respuestas o el "
    "identificador de un borrador.",
    "unknown_field": "El formulario no tiene el campo «{key}»; revise su nombre.",
    "wrong_type": "El campo «{field}» espera {expected}; corríjalo.",
    "impossible_date": "La fecha del campo «{field}» no existe; escriba {expected}.",
    "unknown_choice": "El campo «{field}» no tiene esa opción; use una de estas: {known}.",
    "annex_outside": "El anexo «{name}» sale de la carpeta del archivo de respuestas; páselo adentro.",
    "annex_not_found": "No se encuentra el anexo «{name}»; revise su ruta.",
    "annex_not_file": "El anexo «{name}» no es un archivo; escoja un archivo.",
    "annex_too_large": "El anexo «{name}» pasa de {limit}; redúzcalo o ponga un enlace.",
    "annexes_too_large": "Los anexos suman más de {limit}; quite o reduzca alguno.",
    "annex_folder": "«{name}» es una carpeta; abra la carpeta y agregue los archivos que necesite.",
    "annex_already_there": "«{name}» ya está en la lista; no se agregó otra vez.",
    "annex_same_content": "«{name}» es igual a «{other}», que ya está en la lista; no se agregó otra vez.",
    "annex_no_room": "«{name}» no se agregó: los anexos sumarían más de {limit}; quite o reduzca alguno.",
    "annex_is_program": "«{name}» es un programa o una página que puede hacer cambios en su computador; "
    "desde aquí no se abre.",
    "annex_not_copied": "No se pudo preparar «{name}» para abrirlo; libere espacio e intente de nuevo.",
    "annex_gone": "No se encuentra el archivo de «{name}»; use «Buscar el archivo…».",
    "annex_not_opened": "Este computador no tiene con qué abrir «{name}»; el anexo sigue en la ficha.",
    "no_such_origin": "No existe «{name}»: dé la ruta de un archivo o el identificador de un borrador.",
    "unknown_word": "«{name}» no es un comando, un archivo ni un borrador; vea «fichas-desktop --help».",
    "no_such_draft": "Ese borrador no existe; vea los que hay con «fichas-desktop borradores».",
    "damaged_draft": "El borrador está dañado y no se abrió; su archivo quedó como estaba.",
    "newer_draft": "El borrador se guardó con un programa más nuevo; actualice este programa.",
    "draft_form_unknown": "La ficha es de la versión {version} del formulario {form}, que este programa no "
    "trae; actualice el programa para abrirla.",
    "changed_meanwhile": "La ficha cambió mientras se generaban los archivos; genérelos de nuevo.",
    "no_such_version": "Esa versión ya no existe; escoja otra de la lista.",
    "delivered_meanwhile": "Otra ventana u otro programa acaba de generar una entrega de esta ficha; "
    "genérela de nuevo si hace falta.",
    "locked": "Otra ventana u otro programa está escribiendo este borrador; ciérrelo allá primero.",
    "id_taken": "Esa ficha no se puede leer y ya hay otra con el mismo identificador; elimine la otra "
    "y recupérela después.",
    "not_erased": "Otro programa tiene abierto algún archivo de la ficha; lo que falta se borra al abrir de "
    "nuevo este programa.",
    "changed_elsewhere": "Otro programa cambió este borrador; lo suyo quedó como copia en el historial.",
    "no_portable": "El archivo no es una copia para seguir en otro computador; escoja otro.",
    "newer_portable": "La copia se hizo con un programa más nuevo; actualice este programa.",
    "portable_damaged": "La copia está dañada o incompleta y no se abrió; pídala de nuevo.",
    "portable_encrypted": "La copia tiene contraseña y no se abrió; pida una sin contraseña.",
    "portable_foreign": "La copia trae algo que no le corresponde y no se abrió; pida que la "
    "hagan de nuevo con este programa.",
    "portable_too_many": "La copia tendría más de {ceiling} anexos; quite o reúna algunos.",
    "portable_too_large": "En la copia hay algo de más de {limit}; redúzcalo y hágala de nuevo.",
    "portable_or_borrador": "La copia para seguir en otro computador y el borrador se generan por "
    "separado; use --portatil o --borrador, no los dos.",
    "not_a_file": "«{name}» no es un archivo; escoja un archivo.",
    "file_too_large": "«{name}» es demasiado grande para ser un archivo de estos; escoja otro.",
    "file_unreadable": "No se puede leer «{name}»; revise los permisos.",
    "path_missing": "No existe «{name}»; revise la ruta.",
    "no_pair": "En «{name}» no hay ningún PDF ni archivo de datos que verificar; escoja otra carpeta.",
    "no_pair_file": "«{name}» no es un PDF ni un archivo de datos; dé uno de los dos.",
    "pdf_given": "«{name}» es un PDF; dé un archivo de respuestas (.json), una copia (.ficha) o el "
    "identificador de un borrador.",
    "pdf_unreadable": "El PDF no se puede leer; pida que lo envíen de nuevo.",
    "disk_full": "No queda espacio en el disco de «{folder}»; libere espacio e intente de nuevo.",
    "folder_missing": "No se encuentra la carpeta «{folder}»; escoja otra.",
    "no_home": "No se encuentra su carpeta personal; indique dónde guardar con --datos CARPETA.",
    "folder_not_opened": "Este computador no tiene con qué abrir la carpeta «{folder}».",
    "not_a_folder": "«{folder}» no es una carpeta; escoja otra.",
    "name_too_long": "La ruta de «{folder}» es demasiado larga; escoja una carpeta más corta.",
    "not_writable": "No se puede escribir en «{folder}»; escoja una carpeta en la que tenga permiso.",
    "name_taken": "En «{folder}» ya hay otro archivo con el nombre «{name}»; escoja otra carpeta o use "
    "--reemplazar.",
    "pair_not_verified": "Los archivos generados no pasaron la verificación y no se guardaron; instale de "
    "nuevo el programa.",
    "cancelled": "Se canceló; no se escribió nada.",
    "incomplete": "La ficha no está completa; responda lo que falta o genere un borrador con --borrador.",
    "no_display": "Aquí no hay pantalla para abrir la ventana; use los comandos de «fichas-desktop --help».",
    "qt_libraries_missing": "Faltan bibliotecas del sistema para abrir la ventana; en Debian instálelas con: "
    "apt-get install libgl1 libegl1 libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0.",
    "done_not_told": "Lo pedido se hizo, pero la salida no se pudo escribir; revise que quede espacio.",
    "not_told": "La salida no se pudo escribir; revise que quede espacio.",
    "unexpected": "Algo falló en el programa y no se hizo lo pedido; sus borradores siguen guardados.",
    "self_test_failed": "La instalación no pasó la prueba: {step}; instale de nuevo el programa.",
}

FOLDER_RISKS: Mapping[str, str] = {
    "synchronized": "Sus fichas están en una carpeta de {name}, que otro programa también cambia; es más "
    "seguro tenerlas en este computador y llevar allá solo copias.",
    "network": "Sus fichas están en una carpeta de red, que se puede caer mientras escribe; es más seguro "
    "tenerlas en este computador y llevar allá solo copias.",
}

FORM_PENDING = (
    "Hay un formulario nuevo sin confirmar, {code}, versión {version}, con código de verificación {sha256}; "
    "no se usa hasta que lo confirme en la ventana."
)

FORM_QUESTION = (
    "Hay un formulario nuevo: {code}, versión {version}, «{name}». Úselo solo si se lo dio su entidad y este "
    "es el código de verificación que le dijeron: {sha256}. ¿Usarlo?"
)
"""Asked once of each new definition; another content is another fingerprint, and asked about again."""

FORM_ADDED = "Ya puede usar el formulario {code}, versión {version}."

KNOWN_COPY = "Esa copia ya estaba aquí tal cual; no se hizo otro borrador."
"""Said when a portable draft is taken in again."""

NO_PICTURE = (
    "1 carácter no tiene imagen en las fuentes; en el PDF se ve como [U+…].",
    "{} caracteres no tienen imagen en las fuentes; en el PDF se ven como [U+…].",
)
"""Said of an answer, with no word of it."""

KEPT_BESIDE = "Aquí ya había un borrador con el mismo identificador; se conservan los dos."
"""Said when a portable draft is taken in, or a draft leaves the trash, under another id."""

UNREADABLE_DRAFT = "Está dañada o es de un programa más nuevo: actualice este programa o elimínela."
"""Said in the list of a draft that cannot be read."""

_ISSUES: Mapping[IssueCode, str] = {
    IssueCode.EXPECTED: "Falta esta respuesta; si no la tiene, puede dejarla así.",
    IssueCode.TOO_LONG: "El texto pasa del máximo de {ceiling} caracteres; quite {excess}.",
    IssueCode.EMAIL_FORM: "Escriba el correo completo, por ejemplo {example}.",
    IssueCode.EMAIL_DOMAIN: "El correo no termina en {domains}; revise que sea el institucional.",
    IssueCode.PHONE_FORM: "Escriba el número con dígitos, por ejemplo {example}.",
    IssueCode.DATE_UNFINISHED: "Complete el día, el mes y el año, por ejemplo 20/09/2024.",
    IssueCode.DATE_NO_YEAR: "Escriba el año con cuatro cifras, por ejemplo 2019.",
    IssueCode.DATE_SHORT_YEAR: "Escriba el año con cuatro cifras, por ejemplo 2019.",
    IssueCode.DATE_YEAR_RANGE: f"Escriba un año entre {FIRST_YEAR} y {LAST_YEAR}.",
    IssueCode.DATE_IMPOSSIBLE: "Esa fecha no existe; revise el día, el mes y el año.",
    IssueCode.DATE_AFTER: "Esta fecha es posterior a «{other_label}»; corrija una de las dos.",
    IssueCode.DATE_FUTURE: "Esta fecha todavía no ha llegado; revise que sea la correcta.",
    IssueCode.CHOICE_OTHER_EMPTY: "Escoja otra opción o escriba cuál es en el cuadro de texto.",
    IssueCode.FILE_MISSING: "No se encuentra el archivo del anexo {number}; agréguelo otra vez o quítelo.",
    IssueCode.FILE_TOO_LARGE: "El anexo {number} pasa de {limit}; redúzcalo o ponga un enlace.",
    IssueCode.FILES_TOO_LARGE: "Los anexos suman más de {limit}; quite o reduzca alguno.",
    IssueCode.LINK_FORM: "El enlace del anexo {number} debe empezar por https://; corríjalo.",
    IssueCode.ANNEX_TOO_LONG: "El texto del anexo {number} pasa de {ceiling} caracteres; acórtelo.",
    IssueCode.PLACEHOLDER: "Quedó un texto provisional, como «XXX» o «[completar]»; escriba el suyo.",
    IssueCode.PERSONAL_DATA: "Este texto parece tener {kinds} de una persona y la ficha puede publicarse; "
    "quítelo si no hace falta.",
    IssueCode.NO_DESCRIPTION: "El anexo {number} no tiene descripción; diga qué es y qué muestra.",
}

_ADVICE: Mapping[AdviceKind, tuple[str, str]] = {
    AdviceKind.LONG_SENTENCES: (
        "Una frase pasa de 25 palabras; pártala si puede.",
        "{} frases pasan de 25 palabras; pártalas si puede.",
    ),
    AdviceKind.LONG_PARAGRAPHS: (
        "Un párrafo pasa de 120 palabras; divídalo si puede.",
        "{} párrafos pasan de 120 palabras; divídalos si puede.",
    ),
}
_MOST_NAMED = 3

VERDICTS: Mapping[str, str] = {
    "final": "Coincide: es una entrega",
    "borrador": "Coincide: es un borrador, no una entrega",
    "publica": "Coincide: es una versión pública",
    "historica": "Coincide: es una ficha histórica",
    "no_coincide": "No coincide con lo generado",
    "otra_entrega": "El PDF y los datos no son de la misma entrega",
    "mas_nueva": "Hecha con un programa o formato más nuevo",
    "incompleta": "Falta uno de los dos archivos",
    "ilegible": "No se puede leer",
}

REASONS: Mapping[str, str] = {
    "no_pdf": "Falta el PDF junto al archivo de datos.",
    "no_sidecar": "Falta el archivo de datos junto al PDF.",
    "sidecar_unreadable": "El archivo de datos no es uno de este programa.",
    "pdf_unreadable": "El PDF no se puede leer.",
    "unknown_form": "Este programa no conoce el formulario o la versión que nombra el archivo de datos.",
    "newer_sidecar": "El archivo de datos se hizo con un programa más nuevo.",
    "schema": "El archivo de datos no tiene la forma que corresponde a su formulario.",
    "values": "Las respuestas del archivo de datos no son como el programa las escribe.",
    "answers_hash": "Las respuestas no corresponden a su código de verificación.",
    "pdf_hash": "El PDF no es el que se generó con el archivo de datos.",
    "pdf_pages": "El PDF no tiene el número de páginas que dice el archivo de datos.",
    "no_embedded": "El PDF no lleva dentro los datos de la ficha.",
    "embedded_differs": "Los datos que lleva el PDF no son los del archivo de datos.",
    "other_revision": "El PDF es de otra ficha o de otra entrega.",
    "no_code": "El código de verificación impreso en el PDF no es el de los datos.",
    "title": "El título del PDF no es el que corresponde a los datos.",
    "not_withheld": "Es una versión pública, pero lleva dentro datos que debían quedar reservados.",
    "no_annex": "Al PDF le falta alguno de los anexos.",
    "not_final": "No es una entrega final.",
}


def error_sentence(error: FichasError) -> str:
    """Return the sentence of an error."""
    params = {name: _shown(name, value) for name, value in error.params.items()}
    return ERRORS[error.code].format(**params)


def folder_risk_sentence(risk: FolderRisk) -> str:
    """Return the sentence of why drafts are less safe where they are."""
    return FOLDER_RISKS[risk.kind].format(name=risk.name)


def settings_sentence(problem: FichasError) -> str:
    """Return the sentence of why a settings file does not count."""
    return f"Un archivo de ajustes no se usa. {error_sentence(problem)}"


def form_left_out(problem: FichasError) -> str:
    """Return the sentence of why a definition that was added is not used."""
    return f"Un formulario agregado no se usa. {error_sentence(problem)}"


def form_words(sentence: str, form: FormDefinition, sha256: str = "") -> str:
    """Return one of the sentences about a form that was added."""
    name = clean_line(form.name)
    return sentence.format(code=form.code, version=form.version, name=name, sha256=sha256)


def next_steps_words(form: FormDefinition, settings: Settings) -> str:
    """Return what a person does with the pair, with the address of the office where it is known."""
    if settings.office_email is None:
        return form.next_steps
    return f"{form.next_steps} El correo para enviarlos es {settings.office_email}."


def mail_warning(size: int, settings: Settings) -> str | None:
    """Return the warning that two files of ``size`` bytes together are too much for a mail, or None."""
    limit = settings.mail_limit_mb
    if limit is None or size <= limit * 1024**2:
        return None
    return (
        f"Los dos archivos pesan {file_size(size)} y un correo admite hasta {number(limit)} MB; entréguelos "
        "juntos de otra forma, por ejemplo en una carpeta compartida o en una memoria USB."
    )


def issue_sentence(form: FormDefinition, issue: ValidationIssue) -> str:
    """Return the sentence of an issue, the same beside the field, in summaries and on the command line."""
    if issue.code is IssueCode.REQUIRED:
        return f"Falta responder «{field_name(form, form.field(issue.field_key))}»."
    params = {name: _shown(name, value) for name, value in issue.params.items()}
    if not params.get("example", "x"):
        params["example"] = {"email_form": "nombre@entidad.gov.co", "phone_form": "3000000000"}[issue.code]
    return _ISSUES[issue.code].format(**params)


def advice_sentence(advice: Advice) -> str:
    """Return the sentence of an advice; it names acronyms, and nothing else that a person wrote."""
    if advice.kind is AdviceKind.ACRONYMS:
        if advice.count == 1:
            return f"La sigla {advice.names[0]} no está explicada; escriba su nombre completo la primera vez."
        named = list(advice.names[:_MOST_NAMED])
        last = f"{number(advice.count - _MOST_NAMED)} más" if advice.count > _MOST_NAMED else named.pop()
        listed = f"{', '.join(named)} y {last}"
        return f"Las siglas {listed} no están explicadas; escriba su nombre completo la primera vez."
    return plural(advice.count, *_ADVICE[advice.kind])


def field_name(form: FormDefinition, field: FieldDefinition) -> str:
    """Return what a field is called inside a sentence: no colon, no capitals of a section's title."""
    return field.label.rstrip(":") or form.label_of(field).capitalize()


def state_words(state: DraftState, *, short: bool = False) -> str:
    """Return the words for how near a draft is to being handed in.

    Args:
        state: What is missing and wrong.
        short: Leave out what a reader knows, for where there is little room.
    """
    if not state.readable:
        return "No se puede leer"
    parts = []
    if state.missing:
        words = plural(state.missing, "Falta 1 respuesta", "Faltan {} respuestas")
        parts.append(" ".join(words.split()[:2]) if short and state.to_correct else words)
    if state.to_correct:
        parts.append(f"{number(state.to_correct)} por corregir")
    if parts:
        return " · ".join(parts)
    return f"Entrega {state.delivered} generada" if state.delivered else "Lista para entregar"


def plural(count: int, one: str, many: str) -> str:
    """Return ``one`` for one thing, else ``many`` with the number in its braces."""
    return one if count == 1 else many.format(number(count))


def number(value: int) -> str:
    """Return a whole number as written in Colombia: ``1.234``."""
    return f"{value:,}".replace(",", ".")


def file_size(size: int) -> str:
    """Return a size as a person reads it: ``812 bytes``, ``25 MB``, ``1,4 MB``."""
    if size < 1024:
        return f"{size} bytes"
    for unit, scale in (("KB", 1024), ("MB", 1024**2), ("GB", 1024**3)):
        if size < scale * 1024 or unit == "GB":
            text = f"{size / scale:.1f}".removesuffix(".0").replace(".", ",")
            return f"{text} {unit}"
    raise AssertionError("unreachable")


_PERSONAL_DATA = {"email": "un correo", "phone": "un teléfono", "identity": "un número de documento"}


def _listed_data(kinds: object) -> str:
    *others, last = (_PERSONAL_DATA[kind] for kind in str(kinds).split(","))
    return f"{', '.join(others)} y {last}" if others else last


_PARAMS: Mapping[str, Callable[[object], str]] = {
    "expected": lambda value: _EXPECTED.get(str(value), str(value)),
    "limit": lambda value: file_size(int(str(value))),
    "ceiling": lambda value: number(int(str(value))),
    "excess": lambda value: number(int(str(value))),
    "folder": lambda value: _ending(str(value)),
    "kinds": _listed_data,
}


def _ending(path: str) -> str:
    # the end of a path says most, and a sentence stays one that can be read
    return path if len(path) <= _LONGEST_PATH else f"…{path[-_LONGEST_PATH:]}"


def _shown(name: str, value: object) -> str:
    # names of files and folders come from outside: no line break or escape code reaches a terminal
    return clean_line(_PARAMS.get(name, str)(value))
