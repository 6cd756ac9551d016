"""The site as a zip that a reader unpacks and opens from disk, without a server or a network.

There is one with everything and one without the downloads, which are most of its bytes.

On the web an address of a folder is answered with the folder's page; on disk a browser would list
the folder. So links name the file of the page. They are rewritten in the HTML itself, and all else
stays as it was built.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from scripts.base.edition import Edition
from scripts.base.problems import Problem, raise_if_any
from scripts.base.zipping import zipped
from scripts.copies import downloads, downloads_page
from scripts.copies.downloads import Copy

#: The folder that unpacking makes.
TOP = "llm-faq"
#: What only servers, crawlers and developers use, and what would hold the zip's own checksum.
_LEFT_OUT = (
    re.compile(r"(.*/)?404\.html"),
    re.compile(r"robots\.txt|sitemap\.xml(\.gz)?"),
    re.compile(r".*\.map"),
    re.compile(r"share/.*"),
    re.compile(r"assets/javascripts/(lunr|workers)/.*"),
    *(re.compile(re.escape(archive.path)) for archive in downloads.ARCHIVES),
    re.compile(rf"{downloads.FOLDER}/({downloads.CHECKSUMS}|{re.escape(downloads.MANIFEST)})"),
)
#: Attributes by which a browser follows or fetches something.
_ADDRESSES = frozenset({"href", "src", "xlink:href"})
#: A comment, or a start tag: what is between need not be read. Of a raw text its end is sought.
_TAG = re.compile(r"""<!--.*?-->|<(?P<name>[a-z][\w-]*)(?:[^>"']|"[^"]*"|'[^']*')*>""", re.I | re.S)
_MAY_LEAD = re.compile(r"\b(?:href|src)\s*=", re.IGNORECASE)
_RAW = frozenset({"script", "style", "textarea", "title"})
_LEVEL = 9
_FILE_MODE = 0o100644

_README = """\
大模型常见问题（离线版 {version}，{day}）

用浏览器打开本文件夹里的 index.html，就是中文首页；页眉可以切换到英文。
搜索、图表与交互部分都能离线使用，不会访问网络；指向其他网站的链接除外。
{books_zh}，模型数据在 api 文件夹里。
文字、图与数据：CC BY 4.0；代码：MIT。
网上的最新版本：{url}


LLM FAQ (offline copy {version}, {day})

Open index.html in this folder with a browser for the Chinese home page, or en/index.html for
the English one; the header switches between the languages.
Search, charts and interactive parts work offline and make no requests; only links to
other sites do.
{books_en}, the data of the models in the folder api.
Texts, figures and data: CC BY 4.0; code: MIT.
The newest version on the web: {url}
"""
#: Where the books are, in a copy with the downloads and in one without.
_BOOKS = {
    True: {
        "books_zh": "两种语言的书在 downloads 文件夹里",
        "books_en": "The books of both languages are in the folder downloads",
    },
    False: {
        "books_zh": "两种语言的书在网上",
        "books_en": "The books of both languages are on the web",
    },
}


def pack(
    site_dir: Path, copies: Mapping[str, Copy], edition: Edition, *, with_downloads: bool = True
) -> bytes:
    """Return the zip of the whole site.

    Args:
        copies: the files that the zip's page of downloads tells of.
        with_downloads: whether the zip holds them; without, links to them lead to the web.

    Raises:
        HandbookError: with every link of a page that would lead to nothing.
    """
    paths = set(_paths(site_dir))
    away = set() if with_downloads else {path for path in paths if _is_download(path)}
    files = {path: (site_dir / path).read_bytes() for path in sorted(paths - away)}
    pages = {path: data.decode("utf-8") for path, data in files.items() if path.endswith(".html")}
    absent = away.union(archive.path for archive in downloads.ARCHIVES)
    for lang, file in downloads_page.pages(site_dir).items():
        path = file.relative_to(site_dir).as_posix()
        address = _canonical(pages[path])
        pages[path] = downloads_page.fill(pages[path], lang, copies, address, absent)
    url = _canonical(pages["index.html"])
    on_web = {path: url + quote(path) for path in away}
    rewriters = {path: _Rewriter(path, page, files, on_web) for path, page in pages.items()}
    raise_if_any(_dead_links(rewriters))
    files |= {path: rewriter.rewritten().encode() for path, rewriter in rewriters.items()}
    books = _BOOKS[with_downloads]
    text = _README.format(version=edition.version, day=edition.day, url=url, **books)
    # Editors of Windows and macOS know by the mark at its beginning that a text is UTF-8.
    files["readme.txt"] = text.encode("utf-8-sig")
    packed = {f"{TOP}/{path}": files[path] for path in sorted(files)}
    return zipped(packed, day=edition.day, mode=_FILE_MODE, level=_LEVEL)


def _is_download(path: str) -> bool:
    return path.startswith(f"{downloads.FOLDER}/")


def _dead_links(rewriters: Mapping[str, _Rewriter]) -> Iterator[Problem]:
    """Give a problem for each file that pages link to and the copy does not hold."""
    pages_by_target: dict[str, list[str]] = {}
    for path, rewriter in rewriters.items():
        for target in sorted(set(rewriter.dead)):
            pages_by_target.setdefault(target, []).append(path)
    for target, pages in pages_by_target.items():
        more = len(pages) - 1
        others = f" and {more} other page{'' if more == 1 else 's'}" if more else ""
        message = f"is not in the offline copy, but {pages[0]}{others} would lead there"
        remedy = "mend the link, or build what it leads to: python -m scripts site"
        yield Problem(target, "", "", message, remedy)


def _paths(site_dir: Path) -> Iterator[str]:
    for file in sorted(site_dir.rglob("*")):
        path = file.relative_to(site_dir).as_posix()
        if file.is_file() and not any(pattern.fullmatch(path) for pattern in _LEFT_OUT):
            yield path


class _Rewriter(HTMLParser):
    """Reads a page for its links: which must name a file, and what is there for none of them.

    Only tags that may have a link are parsed: all of a page takes ten times as long.

    Attributes:
        dead: the files that the page leads to and that are not there, below the site's root.
    """

    def __init__(
        self, path: str, page: str, files: Mapping[str, bytes], on_web: Mapping[str, str]
    ) -> None:
        super().__init__(convert_charrefs=False)
        self._path, self._page, self._files, self._on_web = path, page, files, on_web
        self._changes: list[tuple[int, str, str]] = []
        self.dead: list[str] = []
        for self._start, tag in _tags_that_may_lead(page):
            self.reset()
            self.feed(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note how the tag must change, and the links that lead to nothing."""
        before = after = self.get_starttag_text() or ""
        for name, address in attrs:
            if name in _ADDRESSES and address is not None:
                on_disk = self._on_disk(address)
                if on_disk != address:
                    after = _with_attribute(after, name, on_disk)
        if after != before:
            self._changes.append((self._start, before, after))

    def _on_disk(self, address: str) -> str:
        """Return the address of the file that `address` means; note it where there is none.

        Files that are on the web alone have an address there.
        """
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return address
        folder = posixpath.join("/", posixpath.dirname(self._path))
        target = posixpath.normpath(posixpath.join(folder, unquote(parts.path))).lstrip("/")
        from_root = parts.path.startswith("/")  # of a server; on disk that is the whole disk
        if posixpath.join(target, "index.html") in self._files and not from_root:
            return parts._replace(path=posixpath.join(parts.path, "index.html")).geturl()
        if target in self._on_web and not from_root:
            return self._on_web[target]
        if target not in self._files or from_root:
            self.dead.append(parts.path if from_root else target)
        return address

    def rewritten(self) -> str:
        """Return the page with its links changed, all else as it was."""
        pieces, end = [], 0
        for start, before, after in self._changes:
            pieces += [self._page[end:start], after]
            end = start + len(before)
        return "".join([*pieces, self._page[end:]])


def _tags_that_may_lead(page: str) -> Iterator[tuple[int, str]]:
    """Yield the start tags that may have a link, each with its place."""
    end = 0
    while found := _TAG.search(page, end):
        end = found.end()
        name = (found["name"] or "").lower()
        if name and _MAY_LEAD.search(found[0]):
            yield found.start(), found[0]
        if name in _RAW:
            end = _end_of(page, name, end)


def _end_of(page: str, name: str, start: int) -> int:
    found = re.compile(f"</{name}", re.IGNORECASE).search(page, start)
    return found.start() if found else len(page)


def _with_attribute(tag: str, name: str, value: str) -> str:
    """Return a start tag with another value of one of its attributes."""
    pattern = rf"""(\s{re.escape(name)}\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)"""
    return re.sub(pattern, lambda m: f'{m[1]}"{escape(value)}"', tag, count=1, flags=re.IGNORECASE)


def _canonical(page: str) -> str:
    """Return the address of a page on the web, as the page tells it."""
    found = re.search(r'<link rel="canonical" href="([^"]*)">', page)
    return unescape(found[1]) if found else ""
