"""Finding positions: query language, analysis, ranking, and engines behind one contract."""
