"""The licences and the bill of materials that go with the program."""

from __future__ import annotations

import json

import pytest
from delivery.notices import Part, _distribution, bill_of_materials, check_bill, notices

PARTS = [
    Part("uno", "1.0", "pkg:pypi/uno@1.0", "MIT", ("Licencia MIT, de Uno.",)),
    Part("dos", "2.0", "pkg:pypi/dos@2.0", "LGPL-3.0-only", ("La LGPL.", "La GPL.")),
    Part("tres", "3.0", "pkg:pypi/tres@3.0", "LGPL-3.0-only", ("La LGPL.",)),
]


def test_every_part_is_named_and_every_text_is_there_once() -> None:
    text = notices(PARTS)
    for part in PARTS:
        assert f"- {part.name} {part.version}: {part.licence}" in text
    for words in ("Licencia MIT, de Uno.", "La LGPL.", "La GPL."):
        assert text.count(words) == 1
    assert "dos, tres" in text


def test_the_bill_lists_every_part_and_is_the_same_for_the_same_parts() -> None:
    bill = bill_of_materials(PARTS)
    components = bill["components"]
    assert isinstance(components, list)
    assert [one["purl"] for one in components] == [part.purl for part in PARTS]
    assert bill == bill_of_materials(PARTS)
    assert bill["serialNumber"] != bill_of_materials(PARTS[:2])["serialNumber"]


def test_the_bill_is_what_the_formats_own_schema_asks_for() -> None:
    words = [*PARTS, Part("cuatro", "4.0", "pkg:generic/cuatro@4.0", "véase el texto", ("Texto.",))]
    both = [*words, Part("cinco", "5.0", "pkg:generic/cinco@5.0", "MIT OR Apache-2.0", ("Textos.",))]
    bill = bill_of_materials(both)
    check_bill(json.dumps(bill))
    components = bill["components"]
    assert isinstance(components, list)
    assert [one["licenses"] for one in components[2:]] == [
        [{"license": {"id": "LGPL-3.0-only"}}],
        [{"license": {"name": "véase el texto"}}],
        [{"expression": "MIT OR Apache-2.0"}],
    ]


def test_a_bill_that_the_schema_refuses_ends_the_build() -> None:
    bill = bill_of_materials(PARTS) | {"serialNumber": "1"}
    with pytest.raises(SystemExit, match="serialNumber"):
        check_bill(json.dumps(bill))


def test_the_library_inside_a_wheel_has_its_text_too() -> None:
    part = _distribution("chunspell")
    assert "MIT LICENSE" in part.texts[0]
    assert "MOZILLA PUBLIC LICENSE" in part.texts[1]
