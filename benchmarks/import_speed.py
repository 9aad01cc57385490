"""How long reading takes and what it needs, beside the bare text extraction of PDFium.

Run: python benchmarks/import_speed.py [FILE...]
Without files: a PDF of 130 dense pages made here, and the real Word and PDF files at hand. Each is
read in a process of its own, as an import reads it; the peak memory is that of that process.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data"
PAGES = 130
_WORDS = [
    "every",
    "council",
    "should",
    "be",
    "able",
    "to",
    "buy",
    "homes",
    "that",
    "stand",
    "empty",
    "and",
    "let",
    "them",
    "to",
    "those",
    "who",
    "wait",
    "because",
    "rents",
    "have",
    "risen",
    "faster",
    "than",
    "wages",
    "for",
    "years",
    "and",
    "a",
    "village",
    "without",
    "a",
    "bus",
    "is",
    "a",
    "place",
    "that",
    "people",
    "leave",
    "when",
    "they",
    "are",
    "young",
]


def dense_pdf(pages: int) -> bytes:
    """A PDF with headings, a running head and some 500 words a page."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    font = b"<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
    objects += [font % b"Helvetica", font % b"Helvetica-Bold"]
    kids = []
    for page in range(1, pages + 1):
        lines = [b"BT /F1 8 Tf 72 810 Td (Our plan for towns) Tj ET"]
        lines.append(b"BT /F2 14 Tf 72 780 Td (%d. Part of the plan) Tj ET" % page)
        for row in range(46):
            start = (page * 7 + row * 11) % len(_WORDS)
            words = [_WORDS[(start + n) % len(_WORDS)] for n in range(13)]
            text = " ".join(words).capitalize() + ("." if row % 8 == 7 else "")
            lines.append(
                b"BT /F1 10 Tf 72 %d Td (%s) Tj ET" % (755 - row * 15, text.encode("latin-1"))
            )
        lines.append(b"BT /F1 8 Tf 300 40 Td (%d) Tj ET" % page)
        content = b"\n".join(lines)
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), pages)
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


_PEER = """
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
print(sum(len(page.get_textpage().get_text_range().split()) for page in document))
"""
_OURS = """
import resource, sys, time
from pathlib import Path
from policytui.importers.importing import open_source
start = time.perf_counter()
source = open_source(Path(sys.argv[1]))
seconds = time.perf_counter() - start
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
pages = max((block.page for block in source.reading.blocks), default=0)
print(pages, len(source.reading.text.split()), len(source.outline.sections), seconds, memory)
"""


def measure(path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", _OURS, str(path)], capture_output=True, text=True, check=True
    )
    pages, words, positions, seconds, memory = found.stdout.split()
    ratio = ""
    if path.suffix == ".pdf":
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", _PEER, str(path)], capture_output=True, check=True)
        ratio = f"{float(seconds) / (time.perf_counter() - start):5.1f}x"
    print(
        f"{path.name[:44]:44} {pages:>5} {int(words):8,} {positions:>6} {float(seconds):7.2f} "
        f"{ratio:>6} {float(memory):7.0f}"
    )


def main() -> None:
    print(f"{'file':44} pages    words  posit. seconds  peer   MB")
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(name) for name in sys.argv[1:]]
        if not paths:
            made = Path(folder, f"{PAGES} pages.pdf")
            made.write_bytes(dense_pdf(PAGES))
            paths = [made, *sorted(DATA.glob("pdf/*.pdf"))]
            paths += sorted(DATA.glob("uk-gov-docx/uksicop_20*.docx"))
        for path in paths:
            measure(path)


if __name__ == "__main__":
    main()
