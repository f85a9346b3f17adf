"""A form as data: what ``resources/forms/*.toml`` may say, and nothing else.

Every Struct forbids unknown fields, so that a slip in a definition is refused with its TOML path.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1)]
Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
PositiveInt = Annotated[int, Meta(ge=1)]


class FieldType(StrEnum):
    """Kinds of field; every layer has one registry with an entry for each."""

    LINE = "line"
    EMAIL = "email"
    PHONE = "phone"
    CHOICE = "choice"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    RICH_TEXT = "rich_text"
    ATTACHMENTS = "attachments"


class Level(StrEnum):
    """How much a field is missed: ``required`` blocks the final export, ``expected`` warns."""

    REQUIRED = "required"
    EXPECTED = "expected"
    OPTIONAL = "optional"


class Personal(StrEnum):
    """What personal datum a field holds; all of them are withheld in the public version."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"


class Paper(StrEnum):
    """Size of the printed page."""

    LETTER = "letter"
    A4 = "a4"


class Severity(StrEnum):
    """An error blocks the final export, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """One choice of a choice field.

    Attributes:
        aliases: Other words for it, compared without regard to case, accents and outer spaces.
        other: True for the choice that asks for the person's own words.
    """

    key: Key
    label: Text
    aliases: tuple[Text, ...] = ()
    other: bool = False


class SuggestedLength(Struct, frozen=True, forbid_unknown_fields=True):
    """Advice on length in characters of plain text; never a limit. ``min`` 0 means no lower end."""

    min: Annotated[int, Meta(ge=0)]
    max: PositiveInt


class FieldDefinition(Struct, frozen=True, forbid_unknown_fields=True):
    """One field.

    Attributes:
        label: Official label; empty for a field that is labelled by its section's title.
        guidance: Official words between label and answer; empty where the form has none.
        example: Our own example of an answer, shown with errors; empty where none helps.
        formerly: Keys that the field had in older versions of the form: their answers move here.
    """

    key: Key
    type: FieldType
    label: str = ""
    guidance: str = ""
    level: Level = Level.OPTIONAL
    personal: Personal | None = None
    suggested_length: SuggestedLength | None = None
    choices: tuple[Choice, ...] = ()
    suggestions: tuple[Text, ...] = ()
    example: str = ""
    starts_today: bool = False
    formerly: tuple[Key, ...] = ()

    def choice_label(self, key: str) -> str:
        """Return the label of a choice, or the key itself when the definition lacks it."""
        return next((choice.label for choice in self.choices if choice.key == key), key)

    def choice_of(self, key: str) -> Choice | None:
        """Return the choice with that key, or None."""
        return next((choice for choice in self.choices if choice.key == key), None)


class SectionDefinition(Struct, frozen=True, forbid_unknown_fields=True):
    """A numbered section. ``short_title`` is our own shorter name for the step list."""

    key: Key
    title: Text
    short_title: Text
    fields: tuple[FieldDefinition, ...]


class NotAfter(Struct, frozen=True, forbid_unknown_fields=True, tag_field="rule", tag="not_after"):
    """The date ``field`` must not lie after the date ``other``, at the coarser precision of the two."""

    field: Key
    other: Key
    severity: Severity = Severity.ERROR


class NotFuture(Struct, frozen=True, forbid_unknown_fields=True, tag_field="rule", tag="not_future"):
    """The date ``field`` should not lie in the future."""

    field: Key
    severity: Severity = Severity.WARNING


class EmailDomain(Struct, frozen=True, forbid_unknown_fields=True, tag_field="rule", tag="email_domain"):
    """The e-mail ``field`` should end in one of ``domains`` (itself or a subdomain of it)."""

    field: Key
    domains: Annotated[tuple[Text, ...], Meta(min_length=1)]
    severity: Severity = Severity.WARNING


class NoPlaceholders(
    Struct, frozen=True, forbid_unknown_fields=True, tag_field="rule", tag="no_placeholders"
):
    """No text should keep the place of an answer: crosses, or one of ``words`` alone or after a bracket."""

    words: Annotated[tuple[Text, ...], Meta(min_length=1)]
    severity: Severity = Severity.WARNING


class NoPersonalData(
    Struct, frozen=True, forbid_unknown_fields=True, tag_field="rule", tag="no_personal_data"
):
    """No text should hold personal data, but in the fields that ask for them."""

    severity: Severity = Severity.WARNING


Rule = NotAfter | NotFuture | EmailDomain | NoPlaceholders | NoPersonalData


class HeaderDefinition(Struct, frozen=True, forbid_unknown_fields=True):
    """Table at the head of every page.

    Attributes:
        rows: Rows of four cells; ``{page}`` and ``{pages}`` in a cell become numbers.
        logo: File name below ``resources/`` of the entity's logo; empty leaves the cell empty.
    """

    rows: Annotated[tuple[tuple[str, str, str, str], ...], Meta(min_length=1)]
    logo: str = ""


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """Technical ceilings: characters per answer, bytes per file and per ficha.

    Attributes:
        embedded_bytes: Bytes of original files that travel inside the PDF; a file that would exceed them
            is named and left out.
        shown_pages: Pages of one PDF annex that are shown as pictures.
    """

    line: PositiveInt
    rich_text: PositiveInt
    attachment_bytes: PositiveInt
    attachments_bytes: PositiveInt
    embedded_bytes: PositiveInt = 104_857_600
    shown_pages: PositiveInt = 30


class FormDefinition(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole form in one version.

    Attributes:
        title_field: Field that names a ficha in lists and file names.
        subtitle_field: Field shown below it.
        date_field: Full date of the ficha: in file names, and the time of records without a clock.
        preamble: Fields that stand before the first section.
        date_heads: Words over the three date boxes: day, month, year.
        unanswered: Printed where an answer is missing.
        next_steps: What the end page tells the person to do with the pair.
        paper: Size of the printed pages.
    """

    code: Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$")]
    version: Annotated[str, Meta(pattern=r"^[0-9]{2,3}$")]
    short_code: Annotated[str, Meta(pattern=r"^[A-Za-z0-9-]{1,20}$")]
    name: Text
    title: Text
    entity: Text
    quotation: str
    footnote: str
    note: str
    date_heads: tuple[Text, Text, Text]
    unanswered: Text
    next_steps: Text
    title_field: Key
    subtitle_field: Key
    date_field: Key
    header: HeaderDefinition
    limits: Limits
    preamble: tuple[FieldDefinition, ...]
    sections: Annotated[tuple[SectionDefinition, ...], Meta(min_length=1)]
    rules: tuple[Rule, ...] = ()
    paper: Paper = Paper.LETTER

    def fields(self) -> Iterator[FieldDefinition]:
        """Yield every field in the form's order, the preamble first."""
        yield from self.preamble
        for section in self.sections:
            yield from section.fields

    def field(self, key: str) -> FieldDefinition:
        """Return the field with that key; KeyError when the form has none."""
        for field in self.fields():
            if field.key == key:
                return field
        raise KeyError(key)

    def step_fields(self, section: SectionDefinition) -> tuple[FieldDefinition, ...]:
        """Return the fields that a person meets with a section: the preamble comes with the first."""
        return (*self.preamble, *section.fields) if section is self.sections[0] else section.fields

    def section_of(self, key: str) -> SectionDefinition:
        """Return the section with which a person meets the field; KeyError when there is none."""
        for section in self.sections:
            if any(field.key == key for field in self.step_fields(section)):
                return section
        raise KeyError(key)

    def label_of(self, field: FieldDefinition) -> str:
        """Return the field's label, or its section's title without the number when it has none."""
        return field.label or self.section_of(field.key).title.split(". ", 1)[-1]

    def max_length(self, field: FieldDefinition) -> int:
        """Return the technical ceiling of an answer in characters."""
        rich = field.type is FieldType.RICH_TEXT
        return self.limits.rich_text if rich else self.limits.line
