"""The preview is the PDF itself: its bytes, its pages, the places of its sections."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from fichas_desktop.domain.ficha import Status
from fichas_desktop.domain.progress import Stage, Step
from fichas_desktop.errors import RefusedError
from fichas_desktop.services.program import Program
from tests.ui.programs import invented_program, keep_complete, keep_example, shipped_program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return invented_program(tmp_path / "datos")


def exported(program: Program, draft_id: str, folder: Path, status: Status) -> bytes:
    origin = program.origins.find(draft_id)
    return program.exporter.export(origin, folder, status=status, replace=False).pdf.read_bytes()


def test_a_complete_ficha_is_shown_as_the_entrega_that_would_be_made(
    program: Program, tmp_path: Path
) -> None:
    draft_id = keep_complete(program)
    preview = program.previewer.open(program.origins.find(draft_id))
    assert (preview.status, preview.revision) == (Status.FINAL, 1)
    assert preview.data == exported(program, draft_id, tmp_path, Status.FINAL)
    assert program.previewer.open(program.origins.find(draft_id)).data == preview.data


def test_an_incomplete_ficha_is_shown_as_its_borrador(program: Program, tmp_path: Path) -> None:
    draft_id = keep_complete(program, titulo_taller=None)
    preview = program.previewer.open(program.origins.find(draft_id))
    assert preview.status is Status.BORRADOR
    assert preview.data == exported(program, draft_id, tmp_path, Status.BORRADOR)


def test_nothing_is_kept_of_a_preview(program: Program) -> None:
    draft_id = keep_complete(program)
    before = program.drafts.load(draft_id), program.drafts.history(draft_id)
    program.previewer.open(program.origins.find(draft_id))
    assert (program.drafts.load(draft_id), program.drafts.history(draft_id)) == before


def test_each_section_is_found_where_its_heading_stands(tmp_path: Path) -> None:
    program = shipped_program(tmp_path / "datos")
    preview = program.previewer.open(program.origins.find(keep_example(program)))
    sections = program.catalog.latest().sections
    assert len(preview.sections) == len(sections)
    assert preview.sections[0].page == 0
    assert list(preview.sections) == sorted(preview.sections, key=lambda place: (place.page, place.part))
    for section, place in zip(sections, preview.sections, strict=True):
        assert " ".join(section.title.split()) in preview.draw(place.page, 0.5).text


def test_a_page_is_drawn_as_large_as_it_is_wanted_within_bounds(program: Program) -> None:
    preview = program.previewer.open(program.origins.find(keep_complete(program)))
    size = preview.sizes[0]
    for scale in (0.5, 2.0):
        image = preview.draw(0, scale)
        assert image.width == pytest.approx(size.width * scale, abs=1)
        assert len(image.data) == image.stride * image.height
        pixels = Image.frombytes("RGB", (image.width, image.height), image.data, "raw", "BGRX", image.stride)
        shades = pixels.convert("L").histogram()
        assert sum(shades[:60]) > 0
        assert shades[255] > 0
    assert preview.draw(0, 50).width * preview.draw(0, 50).height <= 16_100_000


def test_a_preview_that_is_no_longer_wanted_ends(program: Program) -> None:
    def stop(step: Step) -> None:
        if step.stage is Stage.PAGE:
            raise RefusedError("cancelled")

    with pytest.raises(RefusedError):
        program.previewer.open(program.origins.find(keep_complete(program)), stop)
