"""Archives made by hand: hostile ones of every kind, and hundreds of damaged ones."""

from __future__ import annotations

import hashlib
import io
import json
import random
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from fichas_desktop.codec.portable import MAX_DRAFT_BYTES, MAX_MANIFEST_BYTES
from fichas_desktop.domain.ficha import Draft
from fichas_desktop.errors import InputError
from fichas_desktop.export.portable import portable_bytes
from fichas_desktop.receipt.portable import PortableDraft, read_portable
from tests.builders import answers_of, complete_values, draft_of, synthetic_catalog, synthetic_form

FORM = synthetic_form()
NOTE, PICTURE = b"nota del taller\n" * 40, bytes(range(256)) * 20
FILES = {hashlib.sha256(data).hexdigest(): data for data in (NOTE, PICTURE)}
SHA256 = hashlib.sha256(NOTE).hexdigest()
Entries = dict[str, bytes]


def draft() -> Draft:
    items = [
        {"kind": "file", "name": "a.bin", "media_type": "text/plain", "size": len(data), "sha256": sha256}
        for sha256, data in FILES.items()
    ]
    return draft_of(answers_of(FORM, **complete_values() | {"legajo": items}))


GOOD = portable_bytes(FORM, draft(), FILES, "1")


def entries() -> Entries:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def with_manifest(content: Entries, **change: object) -> bytes:
    manifest = json.loads(content["manifest.json"]) | change
    return zipped(content | {"manifest.json": json.dumps(manifest).encode()})


def with_draft(data: bytes) -> bytes:
    """An archive whose draft is ``data``, everything else in order."""
    content = entries() | {"draft.json": data}
    return with_manifest(content, draft={"sha256": hashlib.sha256(data).hexdigest()})


def changed_draft(**change: object) -> bytes:
    return with_draft(json.dumps(json.loads(entries()["draft.json"]) | change).encode())


def with_files(files: Mapping[str, bytes], **manifest_sizes: int) -> bytes:
    """An archive that holds and declares ``files`` besides those of the draft."""
    content = entries() | {f"files/{sha256}": data for sha256, data in files.items()}
    listed = [
        {"name": name, "size": manifest_sizes.get("size", len(data)), "sha256": name.removeprefix("files/")}
        for name, data in content.items()
        if name.startswith("files/")
    ]
    return with_manifest(content, files=listed)


def renamed(name: str) -> bytes:
    """An archive with an entry more, under a name that zipfile does not tidy."""
    plain = "x" * len(name.encode())
    return zipped(entries() | {plain: b"x"}).replace(plain.encode(), name.encode())


def with_info(change: Callable[[zipfile.ZipInfo], None], name: str = f"files/{SHA256}") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry, data in entries().items():
            info = zipfile.ZipInfo(entry)
            if entry == name:
                change(info)
            archive.writestr(info, data)
    return buffer.getvalue()


def link(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFLNK | 0o777) << 16


def foreign_link(info: zipfile.ZipInfo) -> None:
    link(info)
    info.create_system = 0


def folder(info: zipfile.ZipInfo) -> None:
    info.external_attr = 0x10


def device(info: zipfile.ZipInfo) -> None:
    info.external_attr = (stat.S_IFCHR | 0o600) << 16


def bzip2(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_BZIP2


def twice(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for entry, data in [*entries().items(), ("z" * len(name), entries()[name])]:
            archive.writestr(entry, data)
    return buffer.getvalue().replace(b"z" * len(name), name.encode())


def directory_of(data: bytes) -> int:
    return int(struct.unpack("<L", data[-6:-2])[0])


def patched(data: bytes, central: int, local: int, value: bytes) -> bytes:
    """Overwrite the same field of the first entry in central directory and local header."""
    start = directory_of(data) + central
    data = data[:start] + value + data[start + len(value) :]
    return data[:local] + value + data[local + len(value) :]


def claiming(size: int) -> bytes:
    """A deflated draft of 5 MB that declares another size, in both of its headers."""
    content = entries() | {"draft.json": b" " * 5_000_000}
    data = bytearray(zipped(content, zipfile.ZIP_DEFLATED))
    for mark, name_at, size_at in ((b"PK\x01\x02", 46, 24), (b"PK\x03\x04", 30, 22)):
        place = data.find(mark)
        while data[place + name_at : place + name_at + 10] != b"draft.json":
            place = data.find(mark, place + 1)
        data[place + size_at : place + size_at + 4] = struct.pack("<L", size)
    return bytes(data)


def zip64() -> bytes:
    end = GOOD[-22:]
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 4, 4, 0, directory_of(GOOD))
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, len(GOOD) - 22, 1)
    return GOOD[:-22] + record + locator + end


def counted(total: int, data: bytes = GOOD) -> bytes:
    """The archive with another number of entries at its end."""
    return data[:-14] + struct.pack("<2H", total, total) + data[-10:]


def without(name: str) -> bytes:
    content = entries()
    del content[name]
    return zipped(content)


CROWDED = zipped(entries() | {f"files/{number:064x}": b"" for number in range(5000)})
BIG = b"x" * (FORM.limits.attachment_bytes + 1)
DEEP = b"[" * 50_000 + b"]" * 50_000

HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "no_portable"),
    "no zip": (b"%PDF-1.7 nothing here", "no_portable"),
    "JSON": (b'{"form": {}}', "no_portable"),
    "an empty zip": (zipped({}), "no_portable"),
    "another zip": (zipped({"word/document.xml": b"<x/>"}), "no_portable"),
    "only the start of a zip": (b"PK\x03\x04", "portable_damaged"),
    "cut short": (GOOD[:-1], "portable_damaged"),
    "half of it": (GOOD[: len(GOOD) // 2], "portable_damaged"),
    "something appended": (GOOD + b"\0", "portable_damaged"),
    "something before": (b"PK\x03\x04" + GOOD, "portable_damaged"),
    "a comment": (GOOD[:-2] + b"\x01\0x", "portable_damaged"),
    "several disks": (GOOD[:-18] + b"\1\0" + GOOD[-16:], "portable_damaged"),
    "zip64": (zip64(), "portable_damaged"),
    "an overwritten zip64 mark": (GOOD[:-42] + b"PK\x06\x07" + GOOD[-38:], "portable_damaged"),
    "encrypted": (patched(GOOD, 8, 6, b"\x01\0"), "portable_encrypted"),
    "strongly encrypted": (patched(GOOD, 8, 6, b"\x41\0"), "portable_encrypted"),
    "a claim of 60000 entries": (counted(60_000), "portable_too_many"),
    "5000 entries": (CROWDED, "portable_too_many"),
    "more in the directory than it claims": (counted(4, CROWDED), "portable_too_many"),
    "climbing": (renamed("../../../x"), "portable_foreign"),
    "climbing inside": (renamed("files/../x"), "portable_foreign"),
    "absolute": (renamed("/etc/passwd"), "portable_foreign"),
    "a drive": (renamed("C:/x"), "portable_foreign"),
    "a drive without slash": (renamed("C:x"), "portable_foreign"),
    "a backslash": (renamed(f"files\\{'0' * 64}"), "portable_foreign"),
    "a share": (renamed("\\\\host\\x"), "portable_foreign"),
    "a NUL": (renamed("draft.json\0.exe"), "portable_foreign"),
    "a device": (renamed("NUL"), "portable_foreign"),
    "a stream": (renamed("draft.json:x"), "portable_foreign"),
    "a huge name": (renamed("x" * 60_000), "portable_foreign"),
    "a folder's name": (renamed("files/"), "portable_foreign"),
    "capitals": (renamed("DRAFT.JSON"), "portable_foreign"),
    "a line break": (renamed("draft.json\n"), "portable_foreign"),
    "wide letters": (zipped(entries() | {"ｄraft.json": b"x"}), "portable_foreign"),
    "a direction mark": (zipped(entries() | {"draft\u202e.json": b"x"}), "portable_foreign"),
    "other digits": (zipped(entries() | {"files/" + "\u0663" * 64: b"x"}), "portable_foreign"),
    "a symbolic link": (with_info(link), "portable_foreign"),
    "a link as draft": (with_info(link, "draft.json"), "portable_foreign"),
    "a link from another system": (with_info(foreign_link), "portable_foreign"),
    "a device file": (with_info(device), "portable_foreign"),
    "a folder in disguise": (with_info(folder), "portable_foreign"),
    "a file that nobody declared": (zipped(entries() | {f"files/{'0' * 64}": b"x"}), "portable_foreign"),
    "another compression": (with_info(bzip2), "portable_damaged"),
    "the draft twice": (twice("draft.json"), "portable_damaged"),
    "a file twice": (twice(f"files/{SHA256}"), "portable_damaged"),
    "no manifest": (without("manifest.json"), "no_portable"),
    "no draft": (without("draft.json"), "portable_damaged"),
    "a file missing": (without(f"files/{SHA256}"), "portable_damaged"),
    "a manifest that is no JSON": (zipped(entries() | {"manifest.json": b"{'a'}"}), "portable_damaged"),
    "a deep manifest": (zipped(entries() | {"manifest.json": DEEP}), "portable_damaged"),
    "a manifest of another kind": (zipped(entries() | {"manifest.json": b"[]"}), "no_portable"),
    "a later program": (with_manifest(entries(), schema_version=2), "newer_portable"),
    "an unknown form": (with_manifest(entries(), form={"code": "X", "version": "01"}), "unknown_form"),
    "an unknown version": (
        with_manifest(entries(), form={"code": "SINT-01", "version": "77"}),
        "unknown_version",
    ),
    "another version": (
        with_manifest(entries(), form={"code": "SINT-01", "version": "02"}),
        "portable_damaged",
    ),
    "a wrong hash of the draft": (with_manifest(entries(), draft={"sha256": "0" * 64}), "portable_damaged"),
    "other bytes in the draft": (zipped(entries() | {"draft.json": b"{}"}), "portable_damaged"),
    "other bytes in a file": (zipped(entries() | {f"files/{SHA256}": NOTE[::-1]}), "portable_damaged"),
    "a wrong size in the manifest": (with_files({}, size=7), "portable_damaged"),
    "a file that the draft does not have": (
        with_files({hashlib.sha256(b"x").hexdigest(): b"x"}),
        "portable_damaged",
    ),
    "a draft that is no JSON": (with_draft(b"\xff"), "portable_damaged"),
    "a deep draft": (with_draft(DEEP), "portable_damaged"),
    "a draft with a key twice": (with_draft(b'{"id": 1, "id": 2}'), "portable_damaged"),
    "a draft of another shape": (with_draft(b"[]"), "portable_damaged"),
    "a draft of a later program": (changed_draft(schema_version=99), "newer_draft"),
    "a draft whose id is a path": (changed_draft(id="../../x"), "portable_damaged"),
    "a draft with an unknown field": (changed_draft(answers={"x": "y"}), "portable_damaged"),
    "a draft with a huge number": (
        with_draft(b'{"schema_version": ' + b"9" * 5000 + b"}"),
        "portable_damaged",
    ),
    "an annex beyond the limit": (with_files({hashlib.sha256(BIG).hexdigest(): BIG}), "portable_too_large"),
    "annexes beyond the limit": (
        with_files({hashlib.sha256(data).hexdigest(): data for data in (BIG[2:], BIG[3:])}),
        "annexes_too_large",
    ),
    "a bomb as draft": (
        zipped(entries() | {"draft.json": bytes(MAX_DRAFT_BYTES + 1)}, zipfile.ZIP_DEFLATED),
        "portable_too_large",
    ),
    "a bomb as manifest": (
        zipped({"manifest.json": bytes(MAX_MANIFEST_BYTES + 1)}, zipfile.ZIP_DEFLATED),
        "portable_too_large",
    ),
    "a bomb as annex": (
        zipped(entries() | {f"files/{SHA256}": bytes(50_000_000)}, zipfile.ZIP_DEFLATED),
        "portable_damaged",
    ),
    "a draft larger than it says": (claiming(10), "portable_damaged"),
    "a draft smaller than it says": (claiming(6_000_000), "portable_damaged"),
}


def code_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        read_portable(data, synthetic_catalog())
    return caught.value.code


def read(data: bytes) -> PortableDraft:
    return read_portable(data, synthetic_catalog())


def test_what_was_written_is_read() -> None:
    assert read(GOOD) == PortableDraft(FORM, draft(), FILES)


def test_an_archive_that_another_program_packed_anew_is_read() -> None:
    assert read(zipped(entries(), zipfile.ZIP_DEFLATED)) == PortableDraft(FORM, draft(), FILES)


def test_a_file_that_was_missing_is_missing() -> None:
    assert read(portable_bytes(FORM, draft(), {SHA256: NOTE}, "1")).files == {SHA256: NOTE}


@pytest.mark.parametrize(("data", "code"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_archive_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert code_of(data) == code


@pytest.mark.parametrize("name", ["a bomb as draft", "a bomb as annex", "a draft larger than it says"])
def test_a_bomb_does_not_go_off(name: str) -> None:
    tracemalloc.start()
    try:
        code_of(HOSTILE[name][0])
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


def truncate(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data)) :]


def flip(data: bytearray, rng: random.Random) -> None:
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def flip_directory(data: bytearray, rng: random.Random) -> None:
    start = directory_of(bytes(data))
    data[rng.randrange(start, len(data))] ^= 1 << rng.randrange(8)


def zero(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    data[start : start + 64] = bytes(len(data[start : start + 64]))


def garbage(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    data[start : start + 32] = rng.randbytes(len(data[start : start + 32]))


def cut_out(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    del data[start : start + rng.randrange(1, 200)]


def put_in(data: bytearray, rng: random.Random) -> None:
    start = rng.randrange(len(data))
    data[start:start] = rng.randbytes(rng.randrange(1, 200))


MUTATIONS = (truncate, flip, flip_directory, zero, garbage, cut_out, put_in)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED], ids=["stored", "deflated"])
@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: str(mutate.__name__))
def test_a_damaged_archive_is_refused_or_equal(
    mutate: Callable[[bytearray, random.Random], Any], method: int
) -> None:
    whole = zipped(entries(), method)
    refused = 0
    for seed in range(60):
        data = bytearray(whole)
        mutate(data, random.Random(seed))  # noqa: S311 - repeatable damage, no secret
        try:
            found = read(bytes(data))
        except InputError:
            refused += 1
        else:
            assert found == PortableDraft(FORM, draft(), FILES), seed
    assert refused > 20
