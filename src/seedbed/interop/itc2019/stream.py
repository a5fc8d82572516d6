"""Streams the elements of an XML file; refuses entities, fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from .errors import BadValueError, NotItc2019Error

_CHUNK_BYTES = 1 << 16
#: Real files nest six deep.
_MOST_DEEP = 32


@dataclass(frozen=True, slots=True)
class Element:
    """The opening tag of an element."""

    tag: str
    attributes: dict[str, str]
    line: int
    file_name: str

    def text(self, name: str) -> str:
        """Return an attribute that must be there.

        Raises
        ------
        BadValueError
            If it is absent or empty.
        """
        value = self.attributes.get(name, "")
        if not value:
            raise self.bad(f"has a <{self.tag}> without {name}")
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        """Return an attribute that must be a whole number of at least 0.

        Raises
        ------
        BadValueError
            If it is absent and has no default, or is no such number.
        """
        if default is not None and name not in self.attributes:
            return default
        value = self.text(name)
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise self.bad(f"has {name}={value!r} where a whole number belongs")
        return int(value)

    def bits(self, name: str, length: int) -> str:
        """Return an attribute of ``length`` zeros and ones; all ones if it is absent.

        Raises
        ------
        BadValueError
            If it is anything else.
        """
        value = self.attributes.get(name, "1" * length)
        if len(value) != length or set(value) - {"0", "1"}:
            raise self.bad(f"has {name}={value!r} where {length} bits belong")
        return value

    def bad(self, found: str) -> BadValueError:
        """Return the refusal of this element."""
        return BadValueError(self.file_name, self.line, found)


def elements(file: Path, *, wanted: str) -> Iterator[Element]:
    """Yield the opening tags of a file in order, reading it piece by piece.

    Raises
    ------
    NotItc2019Error
        If it is no well-formed XML, declares entities or nests absurdly deep.
    """
    waiting: list[Element] = []
    depth = 0
    parser = expat.ParserCreate()

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEEP:
            raise NotItc2019Error(file.name, wanted, "its elements nest too deep")
        line = parser.CurrentLineNumber
        waiting.append(Element(tag, attributes, line, file.name))

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_: object) -> None:
        raise NotItc2019Error(file.name, wanted, "it declares entities")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.EntityDeclHandler = declared
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                parser.Parse(chunk, False)
                yield from waiting
                waiting.clear()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise NotItc2019Error(file.name, wanted, f"it is no XML ({error})") from error
    except OSError as error:
        raise NotItc2019Error(file.name, wanted, "it cannot be opened") from error
    yield from waiting
