"""Word and OpenDocument files written by hand, part by part."""

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from policytui.importers.blocks import Block, Reading, View
from policytui.importers.readers.word.document import read_word

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = (
    f'xmlns:w="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header": "hdr",
    "header2": "hdr",
    "footer": "ftr",
}


def zipped(parts):
    """The bytes of a zipped file of these parts by their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


def word_file(body, **parts):
    """The bytes of a .docx file.

    Args:
        body: what stands in the body, as XML.
        parts: what stands in the other parts ("styles", "footnotes", …), as XML.
    """
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{name.rstrip("2")}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    written = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override '
        'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
    }
    for name, content in parts.items():
        root = _ROOTS[name]
        written[f"word/{name}.xml"] = f"<w:{root} {_NAMES}>{content}</w:{root}>"
    return zipped(written)


def run(text, properties=""):
    """A run of letters."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content, properties="", style=""):
    """A paragraph of runs, or of plain words."""
    inside = content if content.startswith("<") else run(content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def numbered(text, level=0, number=1, style=""):
    """A paragraph with automatic numbering of its own."""
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, properties, style)


def level(at, format, pattern, more="", start=1):
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{more}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def lists(*levels, more=""):
    """A numbering part with one list of these levels, of which list 1 is made."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def style(name, content="", based="", called="", kind="paragraph"):
    """A style with what it sets."""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{called or name}"/>{base}'
        f"{content}</w:style>"
    )


def read(body, view=View.ACCEPTED, **parts) -> Reading:
    """What the reader makes of a .docx file."""
    return read_word(word_file(body, **parts), Path("shops.docx"), view)


def content(reading: Reading) -> list[Block]:
    """The blocks that are not left out."""
    return [block for block in reading.blocks if not block.left_out]


def texts(reading: Reading) -> list[str]:
    """Their texts."""
    return [block.text for block in content(reading)]


def left_out(reading: Reading) -> list[tuple[str, str]]:
    """The reason and text of each block that is left out."""
    return [(block.left_out, block.text) for block in reading.blocks if block.left_out]
