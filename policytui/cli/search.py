"""`policytui search`: positions for a query."""

from typing import Any

from policytui.cli.output import mark, say, talk, write_json
from policytui.cli.session import open_current_workspace
from policytui.corpus.model import Kind, Nation
from policytui.errors import Exit
from policytui.search.engine import Filters
from policytui.text import clean_text

_SNIPPET_WIDTH = 160


def run(options: Any) -> int:
    """Search and print; exit 1 when nothing is found."""
    workspace = open_current_workspace(options)
    text = clean_text(" ".join(options.query))
    if options.document:
        workspace.catalogue.header(options.document)
    filters = Filters(
        document=options.document,
        theme=options.theme,
        nation=Nation(options.nation) if options.nation else None,
        kind=Kind(options.kind) if options.kind else None,
    )
    answer = workspace.search(text, filters, limit=options.limit)
    positions = {
        position.id: position
        for position in workspace.catalogue.positions([hit.id for hit in answer.hits])
    }
    hits = [(hit, positions[hit.id]) for hit in answer.hits if hit.id in positions]
    snippets = {
        hit.id: workspace.engine.snippet(answer.query, position.text, _SNIPPET_WIDTH)
        for hit, position in hits
    }
    if options.json:
        write_json(
            {
                "query": text,
                "total": answer.total,
                "hits": [
                    {
                        "id": hit.id,
                        "title": position.title,
                        "document": position.document_id,
                        "theme": " › ".join(position.themes),
                        "score": round(hit.score, 6),
                        "snippet": snippets[hit.id].text,
                        "highlights": [list(span) for span in snippets[hit.id].spans],
                    }
                    for hit, position in hits
                ],
                "notes": list(answer.notes),
                "correction": answer.correction,
            }
        )
        return Exit.DONE if hits else Exit.FINDINGS
    for note in answer.notes:
        talk(note)
    if answer.correction:
        talk(f"Did you mean: {answer.correction}")
    if not hits:
        if not workspace.catalogue.count():
            return Exit.FINDINGS
        talk(f"Nothing found for {text}. Try fewer words, or the beginning of one with a *.")
        return Exit.FINDINGS
    for hit, position in hits:
        header = workspace.catalogue.header(position.document_id)
        place = " › ".join((header.title, *position.themes))
        title = mark(position.title, workspace.engine.highlight(answer.query, position.title))
        snippet = snippets[hit.id]
        print(title)
        say(f"  {place} · {header.edition}")
        print(f"  {mark(' '.join(snippet.text.split(chr(10))), snippet.spans)}")
        say(f"  {position.id}")
        say()
    shown = "" if len(hits) == answer.total else f", {len(hits)} shown (--limit shows more)"
    talk(f"{answer.total} of {workspace.catalogue.count()} positions{shown}")
    return Exit.DONE
