"""Hands columns of texts to the store, each as one text: that takes half the time of handing over every text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, count

from readiness.foundation.database import BATCH, Store, sql_name

TextColumn = Sequence[str | None]


def keep_columns(store: Store, name: str, columns: Mapping[str, TextColumn], number: str) -> None:
    """Makes a table of the columns, and of one called ``number`` that counts the rows from nought.

    A text without a letter is none.
    """
    kinds = {number: "integer", **dict.fromkeys(columns, "varchar")}
    if not any(columns.values()):
        store.make_empty(name, kinds)
        return
    store.create(name, kinds)
    texts = ", ".join(f"unnest(string_split(?, ?)) as {sql_name(column)}" for column in columns)
    filled = ", ".join(f"nullif({sql_name(column)}, '')" for column in columns)
    handed = f"select unnest(range(?, ?)) as {sql_name(number)}, {texts}"
    query = f"insert into {sql_name(name)} select {sql_name(number)}, {filled} from ({handed})"
    for first in range(0, len(next(iter(columns.values()))), BATCH):
        batch = [column[first : first + BATCH] for column in columns.values()]
        store.run(query, first, first + len(batch[0]), *chain.from_iterable(map(_joined, batch)))


def _joined(texts: TextColumn) -> tuple[str, str]:
    """The texts as one, and what stands between them: a sign that is in none of them."""
    filled = [text or "" for text in texts]
    whole = "".join(filled)
    apart = next(sign for sign in map(chr, count(1)) if sign not in whole)
    return apart.join(filled), apart
