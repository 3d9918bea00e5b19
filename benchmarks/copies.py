"""Makes a bank as large as a benchmark needs: its rows once more, and again, under other ids."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, text

# The tables of a story's rows, in the order of their links, and the columns that must differ from copy to copy.
OF_A_STORY = {
    "storyteller": ("id",),
    "consent": ("id", "storyteller"),
    "story": ("id", "storyteller", "consent", "text_key"),
    "stretch": ("story",),
    "passage": ("id", "story", "text_hash"),
    "full_text": ("passage",),
}


def copies(connection: Connection, tables: Mapping[str, tuple[str, ...]], times: int) -> Iterator[str]:
    """Copy what stands in `tables` until it is there `times` times; gives what the ids of each copy begin with."""
    for table in tables:
        connection.exec_driver_sql(f'CREATE TEMP TABLE "first_{table}" AS SELECT * FROM "{table}"')
    for number in range(1, times):
        for table, changed in tables.items():
            described = connection.exec_driver_sql(f'PRAGMA table_info("first_{table}")').all()
            names = ", ".join(f'"{row[1]}"' for row in described)
            values = ", ".join(f':n || "{row[1]}"' if row[1] in changed else f'"{row[1]}"' for row in described)
            copy = f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "first_{table}"'
            connection.execute(text(copy), {"n": f"{number:03}"})
        yield f"{number:03}"
