"""A document as plain values, and the two ways it is written: Markdown and HTML. Whatever came from a file is escaped.

A text is a string, or several pieces in a row: :class:`Code` for paths and names, :class:`Link` for addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from markupsafe import Markup


@dataclass(frozen=True)
class Code:
    """A path, a name or a command."""

    text: str


@dataclass(frozen=True)
class Link:
    """A text that leads to an address; plain text where the address is not one of the web."""

    text: str
    url: str

    @property
    def leads(self) -> bool:
        """Whether the address is one of the web."""
        return urlsplit(self.url).scheme in ("http", "https")


Piece = str | Code | Link
Text = Piece | Sequence[Piece]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph."""

    text: Text


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: Sequence[Text]


@dataclass(frozen=True)
class Table:
    """Rows below a heading; ``fold`` is what a long one is called where it can be folded away."""

    head: Sequence[str]
    rows: Sequence[Sequence[Text]]
    fold: str = ""


@dataclass(frozen=True)
class Picture:
    """A drawing: as SVG (empty where it could not be drawn) and as the Graphviz text it was drawn from.

    ``alternative`` is for those who cannot see it.
    """

    svg: str
    dot: str
    caption: str
    alternative: str


@dataclass(frozen=True)
class ToWrite:
    """What only a person can write."""

    text: str


Block = Paragraph | Bullets | Table | Picture | ToWrite

TO_WRITE = "To be written by a person"


def words(text: str) -> list[Piece]:
    """Words in which backticks stand around names, as the core writes them, in pieces.

    Examples:
        >>> words("the role; or `places`.")
        ['the role; or ', Code(text='places'), '.']
    """
    parts = text.split("`")
    if len(parts) % 2 == 0:  # not in pairs
        return [text]
    told: list[Piece] = [Code(part) if number % 2 else part for number, part in enumerate(parts)]
    return [piece for piece in told if piece != ""]


def pieces(text: Text) -> Sequence[Piece]:
    """The pieces of a text."""
    return [text] if isinstance(text, str | Code | Link) else text


# ---- Markdown


def markdown(blocks: Iterable[Block], *, picture: str = "") -> str:
    """Blocks as Markdown; pictures as links to the file ``picture``, without one as Graphviz text."""
    return "\n\n".join(_markdown(block, picture) for block in blocks)


def _markdown(block: Block, picture: str) -> str:
    match block:
        case Paragraph():
            return _at_line_start(in_markdown(block.text))
        case ToWrite():
            return f"> **{TO_WRITE}:** {in_markdown(block.text)}"
        case Bullets():
            return "\n".join(f"- {_at_line_start(in_markdown(item))}" for item in block.items)
        case Table():
            return _markdown_table(block)
        case Picture():
            drawn = f"![{in_markdown(block.alternative)}](<{quote(picture)}>)" if picture else f"```dot\n{block.dot}```"
            return f"{drawn}\n\n*{in_markdown(block.caption)}*"


def _markdown_table(table: Table) -> str:
    rows = [[in_markdown(name) for name in table.head], ["---"] * len(table.head)]
    rows += [[in_markdown(cell) for cell in row] for row in table.rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def in_markdown(text: Text) -> str:
    r"""A text on one line of Markdown, also in a cell of a table.

    Examples:
        >>> print(in_markdown(["a | b, ", Code("service.*.wte"), " <script>"]))
        a \| b, `service.*.wte` \<script\>
    """
    return "".join(_piece_in_markdown(piece) for piece in pieces(text))


def _piece_in_markdown(piece: Piece) -> str:
    match piece:
        case Code():
            plain = _one_line(piece.text).replace("|", "\\|")
            fence = "`" * (1 + max((len(run) for run in re.findall("`+", plain)), default=0))
            return f"{fence} {plain} {fence}" if len(fence) > 1 else f"`{plain}`"
        case Link():
            shown = in_markdown(piece.text)
            return f"[{shown}](<{quote(piece.url, safe=_IN_URL)}>)" if piece.leads else shown
        case str():
            return re.sub(r"([\\`*\[\]<>|~$#]|(?<![^\W_])_|_(?![^\W_]))", r"\\\1", _one_line(piece)).replace(
                "&", "&amp;"
            )


_IN_URL = ":/?#[]@!$&'()*+,;=%~-._"


def _at_line_start(line: str) -> str:
    """What would begin a list or a heading, did it stand at the beginning of a line, does not."""
    return re.sub(
        r"^([-+=]|\d+[.)])(?=\s)",
        lambda found: "\\" + found[0] if len(found[0]) == 1 else found[0][:-1] + "\\" + found[0][-1],
        line,
    )


def _one_line(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text)


# ---- HTML


def html(blocks: Iterable[Block]) -> Markup:
    """Blocks as HTML."""
    return Markup("\n").join(_html(block) for block in blocks)


def _html(block: Block) -> Markup:
    match block:
        case Paragraph():
            return Markup("<p>{}</p>").format(in_html(block.text))
        case ToWrite():
            return Markup("<p class='to-write'><b>{}:</b> {}</p>").format(TO_WRITE, in_html(block.text))
        case Bullets():
            return Markup("<ul>{}</ul>").format(
                Markup().join(Markup("<li>{}</li>").format(in_html(item)) for item in block.items)
            )
        case Table():
            return _html_table(block)
        case Picture():
            drawn = Markup(block.svg) if block.svg else Markup("<pre><code>{}</code></pre>").format(block.dot)  # noqa: S704
            caption = in_html(block.caption)
            return Markup("<figure><div class='scroll'>{}</div><figcaption>{}</figcaption></figure>").format(
                drawn, caption
            )


def _html_table(table: Table) -> Markup:
    head = Markup().join(Markup("<th>{}</th>").format(in_html(name)) for name in table.head)
    rows = Markup().join(
        Markup("<tr>{}</tr>").format(Markup().join(Markup("<td>{}</td>").format(in_html(cell)) for cell in row))
        for row in table.rows
    )
    drawn = Markup("<div class='scroll'><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>").format(
        head, rows
    )
    if not table.fold:
        return drawn
    return Markup("<details><summary>{}</summary>{}</details>").format(table.fold, drawn)


def in_html(text: Text) -> Markup:
    """A text as HTML."""
    return Markup().join(_piece_in_html(piece) for piece in pieces(text))


def _piece_in_html(piece: Piece) -> Markup:
    match piece:
        case Code():
            return Markup("<code>{}</code>").format(piece.text)
        case Link():
            if piece.leads:
                return Markup("<a href='{}' rel='noreferrer'>{}</a>").format(piece.url, piece.text)
            return Markup("{}").format(piece.text)
        case str():
            return Markup("{}").format(piece)
