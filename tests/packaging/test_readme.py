"""What packaging/README.md tells administrators is so."""

from __future__ import annotations

from pathlib import Path

import pytest
from delivery.lock import ROOT

from fichas_desktop.domain.settings import Settings
from fichas_desktop.services.settings import read_settings

PLACE_OF_HASH = "<sha256sum of the TOML>"


def test_its_settings_have_every_key_and_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    text = (ROOT / "packaging" / "README.md").read_text(encoding="utf-8")
    example = text.partition("```toml\n")[2].partition("```")[0]
    # only Windows fills its own kind of variable in
    example = example.replace(PLACE_OF_HASH, "a" * 64).replace("%USERPROFILE%", str(tmp_path))
    place = tmp_path / "ajustes.toml"
    place.write_text(example, encoding="utf-8")
    read = read_settings([place])
    assert read.problems == ()
    assert all(getattr(read.current, name) for name in Settings.__struct_fields__)
    assert read.current.trusted_forms() == {"a" * 64}
