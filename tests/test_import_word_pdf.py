import io
import zipfile

import docx
import pytest
from conftest import SHARED

from policytui.errors import DataError
from policytui.importers.importing import import_file


def write_word(path):
    document = docx.Document()
    document.add_heading("Our shops", 0)
    document.add_heading("Towns", 1)
    document.add_heading("Empty shops", 2)
    document.add_paragraph("A shop that stands empty should be let to the town.")
    document.add_paragraph("first offer", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Rent", "Half"
    document.add_heading("Markets", 2)
    document.add_paragraph("Markets should have a day in every town.")
    document.save(path)
    return path


def test_headings_of_a_word_file_become_themes_and_positions(tmp_path):
    document = import_file(write_word(tmp_path / "shops 2024.docx")).document

    assert document.header.title == "Our shops"
    assert [position.title for position in document.positions] == ["Empty shops", "Markets"]
    assert document.positions[0].themes == ("Towns",)
    assert "- first offer" in document.positions[0].text
    assert "Rent | Half" in document.positions[0].text


def page(text):
    """The bytes of a PDF of one page."""
    content = f"BT /F1 12 Tf 72 720 Td 14 TL {text} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def test_the_text_of_a_pdf_is_read_with_a_word_of_caution(tmp_path):
    path = tmp_path / "shops 2024.pdf"
    path.write_bytes(
        page("(Empty shops) Tj T* T* (A shop that stands empty should be let to the town.) Tj")
    )

    made = import_file(path)

    assert "should be let to the town" in made.document.positions[0].text
    assert any("PDF" in doubt.message for doubt in made.doubts)


def packed(size):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\0" * size)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"", "no Word document"),
        ("a.docx", b"PK\x03\x04 cut short", "no Word document"),
        ("a.docx", packed(10), "damaged"),
        ("a.docx", packed(201_000_000), "more than a text can hold"),
        ("a.pdf", b"", "no PDF"),
        ("a.pdf", b"%PDF-1.4 cut short", "no PDF"),
        ("a.pdf", page(""), "only pictures"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(DataError, match=said):
        import_file(tmp_path / name)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_real_files_are_read_or_refused_in_plain_words(kind):
    folder = SHARED / "data" / kind
    if not folder.is_dir():
        pytest.skip("the data lie beside the project, not in it, and are absent here")
    for path in sorted(folder.iterdir(), key=lambda path: path.stat().st_size)[:6]:
        try:
            found = len(import_file(path).document.positions)
        except DataError as error:
            found = str(error).count(str(path))
        assert found, path
