"""Two independent validators accept every PDF that the program makes, and refuse injected faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import page
import pikepdf
import pytest

from tests.export.samples import fichas, synthetic
from tests.manual_pdf import make_pdf
from tests.verapdf import engine

SAMPLES = (
    "larga", "sintetica", "solo-ano", "incompleta",
    "todo", "vacia", "vacia-borrador", "publica", "a4", "hostil", "foto", "anexos", "manual",
)  # fmt: skip


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every sample as a file, by name; the program's manual is one."""
    folder = tmp_path_factory.mktemp("samples")
    return {
        name: _written(folder / f"{name}.pdf", data)
        for source in (fichas(folder), synthetic(), [("manual", make_pdf()[0])])
        for name, data in source
    }


@pytest.fixture(scope="module")
def faulty(samples: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A good file with one fault each, by fault."""
    folder = tmp_path_factory.mktemp("faulty")
    files = {}
    for name, inject in FAULTS.items():
        files[name] = folder / f"{name}.pdf"
        with pikepdf.open(samples["foto"]) as pdf:
            inject(pdf)
            pdf.save(files[name])
    return files


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _dictionaries(pdf: pikepdf.Pdf, key: str, value: str = "") -> Iterator[pikepdf.Object]:
    """Yield the dictionaries that have a key, with that value where one is given."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and key in item and value in {"", str(item[key])}:
            yield item


def _drop(pdf: pikepdf.Pdf, key: str, owner: str = "", value: str = "") -> None:
    for item in list(_dictionaries(pdf, owner or key, value)):
        if key in item:
            del item[key]


def _skip_heading_level(pdf: pikepdf.Pdf) -> None:
    next(_dictionaries(pdf, "/S", "/H2"))["/S"] = pikepdf.Name.H4


def _untag(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[0].Contents
    data = contents.read_bytes()
    start = data.index(b"/P <</MCID")
    end = data.index(b"EMC", start)
    without = data[:start] + data[data.index(b"BDC", start) + 3 : end] + data[end + 3 :]
    pdf.pages[0].Contents = pdf.make_stream(without)


FAULTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "without a language": lambda pdf: pdf.Root.__delattr__("Lang"),
    "without an output intent": lambda pdf: pdf.Root.__delattr__("OutputIntents"),
    "figure without alternative text": lambda pdf: _drop(pdf, "/Alt"),
    "heading level left out": _skip_heading_level,
    "content without a tag": _untag,
    "font without Unicode": lambda pdf: _drop(pdf, "/ToUnicode"),
    "font not embedded": lambda pdf: _drop(pdf, "/FontFile2"),
    "title not displayed": lambda pdf: pdf.Root.__delattr__("ViewerPreferences"),
    "file without relationship": lambda pdf: _drop(pdf, "/AFRelationship"),
}


def broken_rules(path: Path) -> list[str]:
    """Return the rules of both standards that a file breaks, after page-validation."""
    return [
        failure.rule_id
        for profile in engine.PROFILES
        for failure in page.validate_pdf(str(path), profile=profile).failures
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_page_validation_accepts_every_kind_of_export(samples: dict[str, Path], name: str) -> None:
    assert broken_rules(samples[name]) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_of_export_is_sound_syntax(samples: dict[str, Path], name: str) -> None:
    with pikepdf.open(samples[name]) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize("fault", FAULTS)
def test_page_validation_refuses_a_fault(faulty: dict[str, Path], fault: str) -> None:
    assert broken_rules(faulty[fault])


def test_verapdf_accepts_every_kind_of_export_and_refuses_every_fault(
    samples: dict[str, Path], faulty: dict[str, Path]
) -> None:
    if reason := engine.missing():
        pytest.skip(reason)
    found = engine.broken_rules([*samples.values(), *faulty.values()])
    for path in samples.values():
        for profile in engine.PROFILES:
            assert not found[path.name, profile], (path.name, profile, found[path.name, profile])
    for fault, path in faulty.items():
        assert any(found[path.name, profile] for profile in engine.PROFILES), fault


def test_every_sample_is_validated(samples: dict[str, Path]) -> None:
    assert set(samples) == set(SAMPLES)
