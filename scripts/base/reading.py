"""Texts and YAML as people wrote them, with every mistake of form as a Problem.

Data, front matter and packs are read here. Two habits of PyYAML are mended: `yes` and `no` stay
words (as in YAML 1.2), and `1.0e12` is a number. What YAML allows and nobody means is refused: a
key written twice, references from one place to another, keys that are no words, endless nesting.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from scripts.base.problems import Problem

_BOOL = "tag:yaml.org,2002:bool"
_FLOAT = "tag:yaml.org,2002:float"
_INT = "tag:yaml.org,2002:int"
_DATE = "tag:yaml.org,2002:timestamp"
#: So deep may lists and mappings stand in one another; the data need nine.
_DEEPEST = 40
#: Digits of a number; the data need thirteen.
_MOST_DIGITS = 30
#: Controls, marks of format, what is private or half a character, separators of lines.
_INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
_SAVE = "save it as UTF-8 (in Windows' Notepad: Save as, Encoding: UTF-8)"


class _Loader(yaml.CSafeLoader):
    """The C loader of PyYAML, which remembers what it refuses instead of guessing."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        super().__init__(text)
        self._file, self._first_line = file, first_line
        self.problems: list[Problem] = []

    def refuse(self, node: yaml.Node, name: str, message: str, remedy: str) -> None:
        line = f"line {node.start_mark.line + self._first_line}"
        self.problems.append(Problem(self._file, line, name[:60], message, remedy))

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.refuse(key_node, "", "a key is a list or a mapping", "write a word as the key")
                return {}
            key = key_node.value
            if key in seen:
                self.refuse(key_node, key, "the key is written twice", "keep one of the two")
            seen.add(key)
        return super().construct_mapping(node, deep)

    def date(self, node: yaml.ScalarNode) -> Any:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            self.refuse(node, node.value, "is no day of the calendar", "write it as 2023-07-18")
            return None

    def number(self, node: yaml.ScalarNode) -> Any:
        if sum(map(str.isdigit, node.value)) > _MOST_DIGITS:
            self.refuse(node, node.value, "has too many digits", "write a figure of the usual kind")
            return None
        found = float(node.value) if node.tag == _FLOAT else int(node.value)
        if not math.isfinite(found):
            self.refuse(node, node.value, "is too large", "write a figure of the usual kind")
            return None
        return found


_OWN = (_BOOL, _FLOAT, _INT)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _OWN]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver(_INT, re.compile(r"^[-+]?\d+$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    _FLOAT, re.compile(r"^[-+]?\d+(?:\.\d*(?:[eE][-+]?\d+)?|[eE][-+]?\d+)$"), list("-+0123456789")
)
_Loader.add_constructor(_DATE, _Loader.date)
_Loader.add_constructor(_INT, _Loader.number)
_Loader.add_constructor(_FLOAT, _Loader.number)


def state(path: Path) -> tuple[int, int]:
    """Return what changes when a file does, its time and size; (0, 0) where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


def read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """Return a file's text (None where it cannot be read) and what is wrong with its form.

    Args:
        file: the name by which messages call it.
    """
    if path.is_dir() or not path.exists():
        return None, [Problem(file, "", "", "the file is missing", "create it")]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return None, [Problem(file, f"line {line}", "", "is not UTF-8", _SAVE)]
    except OSError as error:
        reason = error.strerror or str(error)
        return None, [Problem(file, "", "", f"cannot be read: {reason}", "mend its permissions")]
    text = text.replace("\r\n", "\n")
    return text, list(_invisible(text, file))


def _invisible(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for sign in dict.fromkeys(line):
            if sign != "\t" and unicodedata.category(sign) in _INVISIBLE:
                message = f"holds the invisible character U+{ord(sign):04X}"
                remedy = "take it out; copying brought it"
                yield Problem(file, f"line {number}", "", message, remedy)


def _refused_events(text: str, file: str, first_line: int) -> Iterator[Problem]:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        mark = event.start_mark
        line = f"line {mark.line + first_line}" if mark else ""
        if isinstance(event, yaml.AliasEvent):
            yield Problem(file, line, "", "refers to another place (*)", "write the value out")
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                yield Problem(file, line, "", "stands too deep in lists", "write it flatter")
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def parse(text: str, file: str, first_line: int = 1) -> tuple[Any, list[Problem]]:
    """Return the value of a text in YAML (None where there is none) and what is wrong with it.

    Args:
        file: the name by which messages call it.
        first_line: the number of the text's first line in the file.
    """
    try:
        if refused := list(_refused_events(text, file, first_line)):
            return None, refused
        loader = _Loader(text, file, first_line)
        try:
            value = loader.get_single_data()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        return None, [_not_yaml(error, file, first_line)]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        message = f"is not understood: {error}"
        return None, [Problem(file, "", "", message, "write it as other entries are written")]
    return value, loader.problems


def _not_yaml(error: yaml.YAMLError, file: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = f"line {mark.line + first_line}" if mark else ""
    reason = getattr(error, "problem", None) or str(error)
    message = f"is not YAML: {' '.join(str(reason).split())}"
    return Problem(file, place, "", message, "mend the line; quote texts with a colon")


def read(path: Path, file: str) -> tuple[Any, list[Problem]]:
    """Return the value of a file in YAML and what is wrong with its form, as `parse` does."""
    text, problems = read_text(path, file)
    if text is None or problems:
        return None, problems
    return parse(text, file)
