"""What documents, questions and positions are called, so that no two are called alike."""

from collections import Counter
from collections.abc import Iterable, Mapping


def tell_apart(titles: Mapping[str, str], documents: Mapping[str, str]) -> dict[str, str]:
    """A name for each thing: its title, where that repeats with its document, else with its id.

    Args:
        titles: by id; an id is `document/name`, that of a document its name alone.
        documents: the names of documents by id.
    """
    again = Counter(titles.values())
    names = {
        id_: title if again[title] == 1 else _with_document(id_, title, documents)
        for id_, title in titles.items()
    }
    again = Counter(names.values())
    return {id_: name if again[name] == 1 else f"{name} [{id_}]" for id_, name in names.items()}


def name_documents(ids: Iterable[str], titles: Mapping[str, str]) -> dict[str, str]:
    """A name for each document, by its id.

    Args:
        titles: of the documents that are known, by id; others are called by their id.
    """
    return tell_apart({id_: titles.get(id_, id_) for id_ in ids}, {})


def document_in(id_: str) -> str:
    """The id of the document in that of a question or position."""
    return id_.rpartition("/")[0]


def _with_document(id_: str, title: str, documents: Mapping[str, str]) -> str:
    document = document_in(id_)
    return f"{title}, {documents.get(document, document)}" if document else title
