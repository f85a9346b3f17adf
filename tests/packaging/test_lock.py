"""The locks hold what the project asks for, in the versions of ``constraints.txt``, with a hash each."""

from __future__ import annotations

import re

import pytest
from delivery.lock import ROOT, lock_path, pins, wanted
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

SYSTEMS = ("linux", "windows")


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("building", [False, True])
def test_the_lock_holds_what_is_asked_for(system: str, *, building: bool) -> None:
    """When this fails, a dependency changed: run ``PYTHONPATH=packaging python -m delivery.lock``."""
    locked = pins(lock_path(system, building=building))
    asked = [Requirement(one) for one in wanted()[building]]
    assert {canonicalize_name(one.name) for one in asked} <= locked.keys()
    assert all(one.specifier.contains(locked[canonicalize_name(one.name)]) for one in asked)
    constraints = pins(ROOT / "constraints.txt")
    assert {name: constraints.get(name) for name in locked} == locked


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("building", [False, True])
def test_every_locked_package_has_a_hash(system: str, *, building: bool) -> None:
    text = lock_path(system, building=building).read_text(encoding="utf-8")
    hashes = re.findall(r"^    --hash=sha256:[0-9a-f]{64}$", text, re.MULTILINE)
    assert len(hashes) == len(pins(lock_path(system, building=building))) > 0
