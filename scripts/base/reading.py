"""YAML files into plain values, with every mistake of form as a Problem.

Two habits of PyYAML are mended: `yes` and `no` stay words (as in YAML 1.2), and `1.0e12` is a
number. A key written twice is an error instead of a silent loss.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from scripts.base.problems import Problem

_BOOL = "tag:yaml.org,2002:bool"
_FLOAT = "tag:yaml.org,2002:float"


class _Loader(yaml.SafeLoader):
    """SafeLoader that remembers the keys it saw twice."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.duplicates: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            key = key_node.value
            if key in seen:
                self.duplicates.append((key, key_node.start_mark.line + 1))
            seen.add(key)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in (_BOOL, _FLOAT)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(
    _FLOAT, re.compile(r"^[-+]?\d+(?:\.\d*(?:[eE][-+]?\d+)?|[eE][-+]?\d+)$"), list("-+0123456789")
)


def read(path: Path, file: str) -> tuple[Any, list[Problem]]:
    """Return the file's value (None where there is none) and what is wrong with its form.

    Args:
        file: the name by which messages call it.
    """
    if not path.is_file():
        return None, [Problem(file, "", "", "the file is missing", "create it")]
    loader = _Loader(path.read_text(encoding="utf-8"))
    try:
        value = loader.get_single_data()
    except yaml.YAMLError as error:
        reason = " ".join(str(error).replace('in "<unicode string>", ', "at ").split())
        message = f"is not YAML: {reason}"
        return None, [Problem(file, "", "", message, "mend the line; quote texts with a colon")]
    finally:
        loader.dispose()
    return value, [
        Problem(file, f"line {line}", key, "the key is written twice", "keep one of the two")
        for key, line in loader.duplicates
    ]
