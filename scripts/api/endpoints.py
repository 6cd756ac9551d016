"""Which files are published, with what they hold: for the page about the data and for OpenAPI."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from scripts.api import json_schema, shapes

FOLDER = f"api/v{shapes.VERSION}"


@dataclass(frozen=True)
class Endpoint:
    """A file below `FOLDER`, or with `{id}` in its path one file a checkpoint.

    Attributes:
        shape: what its JSON holds, None where it holds none of our shapes.
    """

    path: str
    media_type: str
    shape: type[BaseModel] | None
    zh: str
    en: str


ENDPOINTS = (
    Endpoint(
        "models.json",
        "application/json",
        shapes.Models,
        "全部模型：架构、训练、参数量、算出的各项与来源",
        "all models: architecture, training, parameters, what was worked out, and sources",
    ),
    Endpoint(
        "models/{id}.json",
        "application/json",
        shapes.Checkpoint,
        "单个模型，与 models.json 中的一项相同",
        "one model, the same as its entry in models.json",
    ),
    Endpoint(
        "models.csv",
        "text/csv",
        None,
        "全部模型的平表，一行一个模型",
        "all models as a flat table, a row each",
    ),
    Endpoint(
        "models.schema.json",
        "application/schema+json",
        None,
        "models.json 的 JSON Schema（2020-12）",
        "JSON Schema (2020-12) of models.json",
    ),
    Endpoint(
        "sources.json",
        "application/json",
        shapes.Bibliography,
        "来源的书目信息，按 id 排列",
        "bibliography, by the ids of the sources",
    ),
    Endpoint(
        "glossary.json",
        "application/json",
        shapes.Glossary,
        "术语表，中英对照",
        "glossary in both languages",
    ),
    Endpoint(
        "changes.json",
        "application/json",
        shapes.ChangeLog,
        "数据的变更记录",
        "change log of the data",
    ),
    Endpoint(
        "changes.atom",
        "application/atom+xml",
        None,
        "同上，供订阅（Atom）",
        "the same as a feed to subscribe to (Atom)",
    ),
    Endpoint(
        "openapi.json",
        "application/json",
        None,
        "以上全部地址的 OpenAPI 3.1 描述",
        "description of all these addresses in OpenAPI 3.1",
    ),
)


def _content(endpoint: Endpoint) -> dict[str, object]:
    if endpoint.shape is not None:
        schema: dict[str, object] = {"$ref": f"#/components/schemas/{endpoint.shape.__name__}"}
    else:
        schema = {"type": "object" if endpoint.media_type.endswith("json") else "string"}
    return {endpoint.media_type: {"schema": schema}}


def _operation(endpoint: Endpoint, ids: list[str]) -> dict[str, object]:
    name = endpoint.path.replace("/{id}", "_by_id").replace(".", "_")
    operation: dict[str, object] = {
        "operationId": f"get_{name}",
        "summary": endpoint.en,
        "responses": {"200": {"description": "the file", "content": _content(endpoint)}},
    }
    if "{id}" in endpoint.path:
        schema = {"type": "string", "enum": ids}
        operation["parameters"] = [
            {"name": "id", "in": "path", "required": True, "schema": schema},
        ]
    return operation


def openapi(server: str, ids: list[str], version: str, notice: str) -> dict[str, object]:
    """Return the description in OpenAPI 3.1.

    Args:
        server: the address of the folder of the files.
        ids: the checkpoints that there is a file of.
        version: that of the data.
        notice: how to attribute them.
    """
    holding = tuple(e.shape for e in ENDPOINTS if e.shape is not None)
    licence = {"name": shapes.LICENCE, "identifier": shapes.LICENCE}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "LLM FAQ: data of large language models",
            "version": version,
            "description": f"Static files, read with GET. {notice}",
            "license": licence,
        },
        "servers": [{"url": server}],
        "paths": {f"/{e.path}": {"get": _operation(e, ids)} for e in ENDPOINTS},
        "components": {"schemas": json_schema.definitions(holding, "#/components/schemas/{model}")},
    }
