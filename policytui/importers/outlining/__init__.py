"""From blocks to an outline: headings, positions, questions, and what is about the document."""
