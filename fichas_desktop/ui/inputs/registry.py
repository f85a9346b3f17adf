"""Which input shows which kind of field.

The inputs are imported when a field of their kind is first shown: a start that shows the first section
does not wait for the text editor of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from fichas_desktop.domain.definition import FieldDefinition, FieldType, FormDefinition
from fichas_desktop.ui.field_widget import FieldWidget

InputFactory = Callable[[FormDefinition, FieldDefinition], FieldWidget]


def _line(form: FormDefinition, field: FieldDefinition) -> FieldWidget:
    from fichas_desktop.ui.inputs.line_input import LineInput

    return LineInput(form, field)


def _choice(form: FormDefinition, field: FieldDefinition) -> FieldWidget:
    from fichas_desktop.ui.inputs.choice_input import ChoiceInput

    return ChoiceInput(form, field)


def _date(form: FormDefinition, field: FieldDefinition) -> FieldWidget:
    from fichas_desktop.ui.inputs.date_input import DateInput

    return DateInput(form, field)


def _rich_text(form: FormDefinition, field: FieldDefinition) -> FieldWidget:
    from fichas_desktop.ui.inputs.rich_text_input import RichTextInput

    return RichTextInput(form, field)


def _attachments(form: FormDefinition, field: FieldDefinition) -> FieldWidget:
    from fichas_desktop.ui.inputs.attachments_input import AttachmentsInput

    return AttachmentsInput(form, field)


INPUTS: Mapping[FieldType, InputFactory] = MappingProxyType(
    {
        FieldType.LINE: _line,
        FieldType.EMAIL: _line,
        FieldType.PHONE: _line,
        FieldType.CHOICE: _choice,
        FieldType.DATE: _date,
        FieldType.PARTIAL_DATE: _date,
        FieldType.RICH_TEXT: _rich_text,
        FieldType.ATTACHMENTS: _attachments,
    }
)
