"""The shipped definition against the official words, copied from the paper form to the letter."""

from __future__ import annotations

import pytest

from fichas_desktop.domain.definition import FieldType, Level, Personal
from tests.builders import shipped_form

FORM = shipped_form()
REQUIRED, EXPECTED, OPTIONAL = Level.REQUIRED, Level.EXPECTED, Level.OPTIONAL
LINE, RICH = FieldType.LINE, FieldType.RICH_TEXT

FIELDS = [
    (
        "fecha_diligenciamiento",
        "Fecha de diligenciamiento del formato:",
        FieldType.DATE,
        REQUIRED,
        None,
        None,
    ),
    ("nombre", "Nombre de la buena práctica de gestión pública:", LINE, REQUIRED, None, (20, 150)),
    ("dependencia", "Dependencia responsable de la buena práctica:", LINE, REQUIRED, None, None),
    ("directivo", "Directivo(a) de la dependencia:", LINE, REQUIRED, Personal.NAME, None),
    ("proceso", "Proceso al que pertenece la buena práctica:", LINE, EXPECTED, None, None),
    (
        "equipo",
        "Equipo y/o grupo interno de trabajo donde se identifica la buena práctica:",
        LINE,
        EXPECTED,
        None,
        None,
    ),
    ("colaborador", "Colaborador(a) responsable:", LINE, REQUIRED, Personal.NAME, None),
    ("tipo_vinculacion", "Tipo de vinculación:", FieldType.CHOICE, REQUIRED, None, None),
    ("numero_contacto", "Número de contacto:", FieldType.PHONE, EXPECTED, Personal.PHONE, None),
    (
        "correo_contacto",
        "Correo institucional de contacto:",
        FieldType.EMAIL,
        REQUIRED,
        Personal.EMAIL,
        None,
    ),
    ("fecha_inicio", "Fecha de inicio de la buena práctica:", FieldType.PARTIAL_DATE, REQUIRED, None, None),
    ("descripcion", "Descripción de la buena práctica", RICH, REQUIRED, None, (1500, 4000)),
    ("linea_base", "Línea base:", RICH, REQUIRED, None, (500, 2500)),
    ("poblacion_objetivo", "Población objetivo:", RICH, REQUIRED, None, (40, 600)),
    ("alcance", "Alcance:", RICH, REQUIRED, None, (200, 600)),
    ("aporte", "Aporte de la buena práctica:", RICH, REQUIRED, None, (600, 2500)),
    ("difusion", "Difusión:", RICH, REQUIRED, None, (150, 1000)),
    ("otros_aspectos", "Otros aspectos:", RICH, OPTIONAL, None, (0, 600)),
    ("retos_futuro", "Retos a futuro:", RICH, REQUIRED, None, (300, 1500)),
    ("estabilidad", "Estabilidad de la buena práctica:", RICH, REQUIRED, None, (300, 1500)),
    ("conclusiones", "", RICH, REQUIRED, None, (150, 1500)),
    ("anexos", "", FieldType.ATTACHMENTS, EXPECTED, None, None),
]

GUIDANCE = {
    "nombre": "¿Qué nombre describe mejor la buena práctica?",
    "descripcion": "Describa brevemente la buena práctica, es decir información sobre las principales "
    "necesidades detectadas en el proceso, dependencia, producto y/o servicio. Se sugiere redactarla en "
    "clave de una necesidad o brecha de conocimiento identificada. Además, mencione las acciones "
    "fundamentales de ésta (beneficios generados a personas, procesos, proyectos, grupos de valor, etc.) y "
    "el conjunto de circunstancias que hacen parte de la buena práctica, por ejemplo, aspectos "
    "institucionales u otros factores determinantes (económicos, políticos, sociales, etc.).",
    "linea_base": "Enuncie cuál es la línea base, estado del arte o punto de partida de la buena práctica o "
    "situación a afrontar. ¿Cómo y cuáles fueron las soluciones o acciones de mejora? (Si las hubo).",
    "poblacion_objetivo": "Mencione los grupos poblacionales, sectores sociales y/o grupos de valor a los "
    "cuáles fue dirigida la buena práctica.",
    "alcance": "Mencione objetivos y tiempo en el que se desarrolló la buena práctica",
    "aporte": "Explicar porque la acción funciona bien o es susceptible de implementarse. Analice resultados "
    "y beneficios que produjo la buena práctica.",
    "difusion": "Describa brevemente las actividades de difusión de la buena práctica que realizó su "
    "dependencia. Si la difusión se realizó con algún tipo de recurso (carteles, fotografías, video y audio, "
    "etc.).",
    "otros_aspectos": "Agregue los comentarios y demás aspectos que quiera aclarar sobre la buena práctica.",
    "retos_futuro": "Señale que desafíos y/o amenazas puede enfrentar esta buena práctica.",
    "estabilidad": "Indique cambios duraderos verificables en el tiempo, período de implementación, medios "
    "para garantizar su continuidad y adaptación a otras situaciones. Indique que elementos de la buena "
    "práctica se quieren mantener en el tiempo y de qué forma se lograría dicho objetivo.",
    "anexos": "Anexe los soportes que se crean convenientes, que soporten la implementación de la buena "
    "práctica.",
}

SECTIONS = [
    ("1. INFORMACIÓN GENERAL", ["nombre", "dependencia", "directivo", "proceso", "equipo", "colaborador"]),
    (
        "2. IDENTIFICACIÓN DE LA BUENA PRÁCTICA",
        ["descripcion", "linea_base", "poblacion_objetivo", "alcance"],
    ),
    ("3. CONTRIBUCIÓN DE LA BUENA PRÁCTICA", ["aporte", "difusion", "otros_aspectos"]),
    ("4. SOSTENIBILIDAD DE LA BUENA PRÁCTICA", ["retos_futuro", "estabilidad"]),
    ("5. CONCLUSIONES", ["conclusiones"]),
    ("6. ANEXOS", ["anexos"]),
]


def test_the_form_has_its_22_fields_in_the_official_order() -> None:
    assert [field.key for field in FORM.fields()] == [row[0] for row in FIELDS]
    assert len(FIELDS) == 22


@pytest.mark.parametrize(("key", "label", "kind", "level", "personal", "length"), FIELDS)
def test_each_field_has_its_official_label_and_our_choices(
    key: str,
    label: str,
    kind: FieldType,
    level: Level,
    personal: Personal | None,
    length: tuple[int, int] | None,
) -> None:
    field = FORM.field(key)
    suggested = field.suggested_length
    assert field.label == label
    assert field.type is kind
    assert field.level is level
    assert field.personal is personal
    assert ((suggested.min, suggested.max) if suggested else None) == length


@pytest.mark.parametrize("key", [row[0] for row in FIELDS])
def test_each_field_has_the_official_guidance_to_the_letter(key: str) -> None:
    assert FORM.field(key).guidance == GUIDANCE.get(key, "")


@pytest.mark.parametrize(("position", "title", "keys"), [(i, *row) for i, row in enumerate(SECTIONS)])
def test_each_section_has_its_official_title_and_fields(position: int, title: str, keys: list[str]) -> None:
    section = FORM.sections[position]
    assert section.title == title
    assert [field.key for field in section.fields][: len(keys)] == keys
    assert len(FORM.sections) == len(SECTIONS)


def test_the_two_fields_without_a_label_take_their_section_s_title() -> None:
    unlabelled = [FORM.label_of(field) for field in FORM.fields() if not field.label]
    assert unlabelled == ["CONCLUSIONES", "ANEXOS"]


def test_the_date_of_filling_in_stands_before_section_1_and_starts_as_today() -> None:
    assert [field.key for field in FORM.preamble] == [FORM.date_field]
    assert FORM.preamble[0].starts_today


def test_the_head_of_the_form_has_the_official_words() -> None:
    assert FORM.title == "BUENAS PRÁCTICAS DE GESTIÓN PÚBLICA"
    assert FORM.quotation == (
        'Son "actuaciones concretas, prácticas o soluciones basadas en ciertos conocimientos, '
        "investigaciones o experimentos y que, gracias a su utilidad y sencillez, brindan herramientas, "
        "métodos y técnicas, que pueden aumentar las posibilidades de éxito de la gestión y servir de "
        'ejemplo para otras entidades."'
    )
    assert FORM.footnote == (
        "Metodología para la clasificación y documentación de buenas prácticas de gestión pública, "
        "DAFP 2021 p6."
    )
    assert FORM.note == (
        "Nota: Los datos recolectados en esta ficha serán tratados bajo lo dispuesto en la Ley 1581 de 2012, "
        '"Por el cual se dictan disposiciones generales para la protección de datos personales".'
    )
    assert FORM.date_heads == ("día", "mes", "año")


def test_the_page_header_has_the_official_words() -> None:
    assert FORM.header.rows == (
        ("PROCESO", "GESTIÓN DEL CONOCIMIENTO", "CÓDIGO", "4202000-FT-1311"),
        (
            "PROCEDIMIENTO",
            "Buenas prácticas y lecciones aprendidas de gestión pública",
            "VERSIÓN",
            "01",
        ),
        ("FORMATO", "Documentación de buenas prácticas de gestión pública", "Página", "{page} de {pages}"),
    )


def test_the_kinds_of_contract_are_the_eight_agreed_ones() -> None:
    (field,) = [field for field in FORM.fields() if field.type is FieldType.CHOICE]
    assert [choice.label for choice in field.choices] == [
        "Carrera administrativa",
        "Libre nombramiento y remoción",
        "Provisional",
        "Planta temporal",
        "Período fijo",
        "Trabajador(a) oficial",
        "Contratista (prestación de servicios)",
        "Otro",
    ]
    assert [choice.label for choice in field.choices if choice.other] == ["Otro"]
    contractor = field.choice_of("contratista")
    assert contractor is not None
    assert set(contractor.aliases) == {"Contratista", "CONTRATISTA", "Prestación de servicios"}


def test_suggestions_are_the_names_seen_in_the_copies() -> None:
    assert FORM.field("dependencia").suggestions == (
        "Oficina Asesora de Planeación",
        "Oficina de Tecnologías de la Información y las Comunicaciones",
        "Dirección de Contratación",
        "Dirección Distrital de Archivo",
        "Dirección Distrital de Desarrollo Institucional",
        "Alta Consejería de Paz, Víctimas y Reconciliación",
        "Alta Consejería Distrital de Tecnologías de la Información y las Comunicaciones",
    )
    assert FORM.field("proceso").suggestions == ("Gestión del Conocimiento", "Gestión de la Contratación")


def test_the_ceilings_are_technical_and_far_above_the_advice() -> None:
    assert (FORM.limits.line, FORM.limits.rich_text) == (300, 20_000)
    assert all(
        field.suggested_length is None or field.suggested_length.max < FORM.max_length(field)
        for field in FORM.fields()
    )


def test_the_form_names_its_roles() -> None:
    roles = (FORM.title_field, FORM.subtitle_field, FORM.date_field, FORM.short_code)
    assert roles == ("nombre", "dependencia", "fecha_diligenciamiento", "FT-1311")
