"""Zip files whose bytes follow from what is in them, wherever and whenever they are made."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Collection, Mapping

#: A zip cannot tell of an earlier day.
FIRST_DAY = datetime.date(1980, 1, 1)
_UNIX = 3


def zipped(
    files: Mapping[str, bytes],
    *,
    day: datetime.date = FIRST_DAY,
    mode: int = 0o600,
    level: int = 6,
    stored: Collection[str] = (),
) -> bytes:
    """Return a zip of files by their names, in their order.

    Args:
        day: dates the files, at its first second.
        mode: of the files once unpacked, as Unix writes it.
        level: of compression, from 1 to 9.
        stored: names of files that are not compressed.
    """
    first = max(day, FIRST_DAY)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, (first.year, first.month, first.day, 0, 0, 0))
            entry.create_system = _UNIX
            entry.external_attr = mode << 16
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, how, level)
    return packed.getvalue()
