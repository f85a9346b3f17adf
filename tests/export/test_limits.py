"""Long and hostile answers: work in proportion, bounded memory, no file read, no socket."""

from __future__ import annotations

import builtins
import io
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import page
import pikepdf
import pytest

from fichas_desktop.domain.text import clean_text
from tests.export.samples import HOSTILE, handed, hostile
from tests.export.synthetic import paragraphs, render, squeezed
from tests.export.tagged import TaggedReader
from tests.verapdf import engine

ROOT = Path(__file__).parents[2]
MEASURE = """
import json, sys
from tests.export.synthetic import paragraphs, render
from tests.work import calls_of

words = "palabra cooperación interinstitucional " if sys.argv[1] == "words" else "x"
text = words * (1_000_000 // len(words))
render({"cosecha": paragraphs("x")})
short, long = (
    calls_of(render, {"cosecha": paragraphs(text[:length])}) for length in (100_000, 1_000_000)
)
# not ru_maxrss, in which a process inherits the peak of the one that started it
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
print(json.dumps({"short": short, "long": long, "megabytes": peak}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the most memory a process had")
@pytest.mark.parametrize("kind", ["words", "one word"])
def test_a_million_characters_take_work_and_memory_in_proportion(kind: str) -> None:
    output = subprocess.run(
        [sys.executable, "-c", MEASURE, kind],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = json.loads(output)
    assert found["long"] <= 10 * found["short"]
    assert found["megabytes"] < 200


def test_a_thousand_pages_are_whole_and_accepted(tmp_path: Path) -> None:
    path = tmp_path / "mil.pdf"
    texts = [f"Surco {number}. " + "cooperación interinstitucional " * 10 for number in range(13_500)]
    pdf = render({"cosecha": paragraphs(*texts)})
    assert pdf.pages >= 1000
    path.write_bytes(pdf.data)
    for profile in engine.PROFILES:
        assert page.validate_pdf(str(path), profile=profile).is_compliant
    with pikepdf.open(path) as opened:
        kids = opened.Root.StructTreeRoot.K.K
        story = next(kid for kid in kids if str(kid.S) == "/Sect" and len(kid.K) > 1000)
        assert sum(str(kid.S) == "/P" for kid in story.K) >= len(texts)


def test_hostile_words_come_back_and_nothing_else_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    render(hostile())  # fonts and template are read once per process
    opened: list[str] = []

    def refused(*arguments: object, **_: object) -> object:
        opened.append(str(arguments))
        raise OSError(arguments)

    monkeypatch.setattr(builtins, "open", refused)
    monkeypatch.setattr(io, "open", refused)
    monkeypatch.setattr(os, "open", refused)
    monkeypatch.setattr(socket, "socket", refused)
    pdf = render(hostile())
    monkeypatch.undo()
    assert opened == []
    text = TaggedReader(pdf.data).document.text
    expected = "".join(clean_text(HOSTILE).split())
    assert "".join(text.split()).count(expected) >= 5 + 3 * 4 + 1 + 2


def test_control_characters_and_marks_of_direction_never_reach_the_page() -> None:
    text = squeezed(TaggedReader(render({"cosecha": paragraphs(HOSTILE)}).data).document.text)
    assert not re.search("[\x00-\x1f\u200b-\u200f\u202a-\u202e\ud800-\udfff]", text)


def test_a_table_cell_longer_than_pages_goes_on() -> None:
    words = " ".join(f"surco{number}" for number in range(6000))
    note = handed("acta.txt", "text/plain", b"x", words).attachment
    after = handed("otra.txt", "text/plain", b"x", "La última").attachment
    pdf = render({"soportes": (note, after)}, read_file=lambda _: b"x")
    assert pdf.pages > 3
    (table,) = list(TaggedReader(pdf.data).document.all("Sect"))[-1].all("Table")
    assert [len(row.children) for row in table.children] == [3, 3, 3]
    assert squeezed(next(table.children[1].children[2].all("P")).text) == words
