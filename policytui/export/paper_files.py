"""A paper in the form that the ending of a file's name asks for."""

from datetime import datetime

from policytui.export.paper import Paper

WEB, WORD, MARKDOWN = ".html", ".docx", ".md"
FORMS = (MARKDOWN, WEB, WORD)
"""What can be written, by the ending of the file's name."""

_AUTHOR = "policytui"


def format_paper(paper: Paper, ending: str, when: datetime) -> bytes:
    """The content of the file.

    Args:
        ending: one of `FORMS`.
        when: the moment that a Word document names as that of its making; aware.
    """
    if ending == MARKDOWN:
        from policytui.export.paper_markdown import format_paper_markdown

        return format_paper_markdown(paper).encode()
    if ending == WEB:
        from policytui.export.paper_html import format_paper_html

        return format_paper_html(paper).encode()
    from policytui.export.paper_docx import write_paper_docx

    return write_paper_docx(paper, author=_AUTHOR, when=when)
