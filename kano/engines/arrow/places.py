"""Where files are: paths, folders, patterns and URLs, on this machine or in a store of objects."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import fs

from kano.errors import KanoError
from kano.text import clean

ENDS = (".csv", ".tsv", ".tab", ".txt", ".gz", ".parquet", ".pq", ".parq")
"""Of a folder. What begins with a dot or an underscore is there for other programs."""

END = 1 << 20
_WILD = "*?["
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, eq=False)
class File:
    """A file that is there; `size` in bytes as it is stored."""

    store: Any
    path: str
    size: int

    @property
    def name(self) -> str:
        return clean(self.path.rpartition("/")[2])

    def open(self) -> Any:
        """For reading anywhere in it. Raises KanoError."""
        try:
            return self.store.open_input_file(self.path)
        except (OSError, pa.ArrowException) as problem:
            raise KanoError("file-missing", file=self.name) from problem

    def begin(self, size: int) -> bytes:
        with self.open() as file:
            return self._read(file, size)

    def _read(self, stream: Any, size: int) -> bytes:
        """Raises KanoError when it breaks off."""
        try:
            return bytes(stream.read(size))
        except (OSError, pa.ArrowException) as problem:
            raise KanoError("file-unreadable", file=self.name, reason=str(problem).splitlines()[0]) from problem

    def stream(self) -> tuple[Callable[[int], bytes], Any]:
        """What reads the content from its beginning, unpacked, and the file below, which tells how far that is."""
        file = self.open()
        return partial(self._read, pa.CompressedInputStream(file, "gzip") if self.is_packed else file), file

    @cached_property
    def is_packed(self) -> bool:
        return self.begin(2) == _GZIP

    def digest(self) -> bytes:
        """Of the size, and the first and last megabyte."""
        with self.open() as file:
            made = hashlib.sha256(b"%d:" % self.size + self._read(file, END))
            if self.size > END:
                file.seek(max(END, self.size - END))
                made.update(self._read(file, END))
        return made.digest()


def files_of(places: Iterable[str]) -> tuple[File, ...]:
    """The files of paths, folders, patterns and URLs, each once, by place and name. Raises KanoError."""
    found: dict[Hashable, File] = {}
    for file in (file for place in places for file in _files(place)):
        found.setdefault(_identity(file), file)
    return tuple(found.values())


def _identity(file: File) -> Hashable:
    """The same for a file and for what links to it."""
    if isinstance(file.store, fs.LocalFileSystem):
        found = Path(file.path).stat()
        if found.st_ino:
            return found.st_dev, found.st_ino
    return file.store.type_name, file.path


def name_of(files: tuple[File, ...]) -> str:
    """For people: without folders."""
    if len(files) > 3:
        return f"{files[0].name} … {files[-1].name} ({len(files)})"
    return ", ".join(file.name for file in files)


def _files(place: str) -> list[File]:
    last = clean(_named(place).rstrip("/").rpartition("/")[2])
    try:
        store, path = _store(place)
        found = _matching(store, path)
    except (OSError, ValueError, pa.ArrowException) as problem:
        raise KanoError("file-missing", file=last) from problem
    if not found:
        raise KanoError("file-missing", file=last)
    return [File(store, info.path, info.size or 0) for info in sorted(found, key=lambda info: info.path)]


def _named(place: str) -> str:
    """Without the options of a URL and the name of its user, among which secrets may be."""
    return place.partition("://")[2].partition("?")[0].rpartition("@")[2] if "://" in place else place


def _store(place: str) -> tuple[Any, str]:
    """A store of files, and the path in it, in which signs of a pattern stay."""
    scheme, mark, rest = place.partition("://")
    if not mark:
        return fs.LocalFileSystem(), str(Path(place).expanduser().absolute())
    rest, asks, options = rest.partition("?")
    fixed = rest[: min((rest.find(sign) for sign in _WILD if sign in rest), default=len(rest))]
    base = fixed if fixed == rest else fixed.rpartition("/")[0]
    store, path = fs.FileSystem.from_uri(f"{scheme}://{base}{asks}{options}")
    return store, path + rest[len(base) :]


def _matching(store: Any, path: str) -> list[Any]:
    if isinstance(store, fs.LocalFileSystem) and any(sign in path for sign in _WILD) and not Path(path).exists():
        infos = store.get_file_info(sorted(map(str, Path("/").glob(path.lstrip("/")))))
        return [info for info in infos if info.is_file]
    info = store.get_file_info(path)
    if info.is_file:
        return [info]
    if info.type == fs.FileType.Directory:
        return _of_folder(store, path)
    if any(sign in path for sign in _WILD):
        base = path[: min(path.find(sign) for sign in _WILD if sign in path)].rpartition("/")[0]
        every = store.get_file_info(fs.FileSelector(base, recursive=True))
        return [info for info in every if info.is_file and _fits(info.path, path)]
    return []


def _fits(path: str, pattern: str) -> bool:
    """As patterns on this machine: a star stays within a folder, two go through all below."""
    parts, signs = path.split("/"), pattern.split("/")
    if "**" in signs:
        return fnmatch(path, pattern.replace("**/", "*"))
    return len(parts) == len(signs) and all(map(fnmatch, parts, signs))


def _of_folder(store: Any, path: str) -> list[Any]:
    """What stands in a folder and in those below. Raises KanoError for a file of another kind: it may be meant."""
    infos = store.get_file_info(fs.FileSelector(path, recursive=True))
    inside = [info for info in infos if info.is_file and not _is_hidden(info.path[len(path) :])]
    for info in inside:
        if not info.path.casefold().endswith(ENDS):
            raise KanoError("source-kind", file=clean(info.base_name))
    return inside


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "_")) for part in path.split("/"))
