"""What several tests share and only one makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import invented_site as invented


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built invented site; tests that take it belong to the group "invented-book"."""
    return invented.build(tmp_path_factory.mktemp("invented") / "site")
