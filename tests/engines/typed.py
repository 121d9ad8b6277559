"""The same people in typed columns, and as the texts that these cells are."""

import datetime
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

from kano.readers import Mapping
from kano.readers.mapping import PairColumns
from tests.engines.dirt import CODES, Dirty

POSTGRES = {
    **{"f": "smallint", "d": "double precision", "g": "numeric(4,2)", "h": "bool", "i": "real", "q sex": "bool"},
    **{"q size": "bigint", "q share": "numeric(9,3)", "q born": "date", "q seen": "timestamp", "day": "timestamptz"},
    **{"weight": "double precision", "status": "int", "id": "uuid", "note": "jsonb"},
}
DUCKDB = {
    **{"f": "UTINYINT", "d": "DOUBLE", "g": "DECIMAL(4,2)", "h": "BOOLEAN", "i": "FLOAT", "q sex": "BOOLEAN"},
    **{"q size": "HUGEINT", "q share": "DECIMAL(9,3)", "q born": "DATE", "q seen": "TIMESTAMP", "day": "TIMESTAMPTZ"},
    **{"weight": "DOUBLE", "status": "INTEGER", "id": "UUID", "note": "VARCHAR"},
}
TOKYO = datetime.timezone(datetime.timedelta(hours=9))
PAIRS = (PairColumns("Wifi", "f", "d", "i"), PairColumns("早餐", "g", "h"))


def table(seed: int, n: int = 60) -> tuple[dict[str, list[Any]], Dirty]:
    """The cells, and the texts."""
    draw = random.Random(seed)

    def some(*cells: Any) -> list[Any]:
        return [draw.choice([None, *cells]) for _ in range(n)]

    times = [datetime.datetime(2026, 3, d, h, 30, tzinfo=TOKYO) for d in (1, 2, 31) for h in (5, 23)]
    raw = {
        **{"id": [f"00000000-0000-0000-0000-{i:012}" for i in range(n)], "note": ['{"a": 1}'] * n},
        **{"f": some(1, 2, 5), "d": some(1.0, 4.0, float("nan")), "g": some(Decimal("1.00"), Decimal("5"))},
        **{"h": some(True, False), "i": some(9.0, 1.0), "q sex": some(True, False)},
        **{"q size": some(0, -3, 2**40), "q share": some(Decimal("0.5"), Decimal("2"), Decimal("0.250"))},
        "q born": some(datetime.date(1999, 12, 31), datetime.date(1899, 1, 1)),
        "q seen": some(datetime.datetime(2026, 1, 1), datetime.datetime(2026, 1, 1, 12, 30, 0, 5000)),
        **{"day": some(*times), "status": some(0, 1, 2)},
        "weight": [draw.choice([0.0, 1.0, 0.3, 1.23456, 999.99995, 0.0001]) for _ in range(n)],
    }
    mapping = Mapping(
        pairs=PAIRS,
        answers={**CODES, "true": "L", "false": "D"},
        codes="like-first",
        rows_left_out={"status": ("2", "x")},
    )
    by = tuple(name for name in raw if name.startswith("q "))
    texts = {name: [_text(cell, name) for cell in cells] for name, cells in raw.items()}
    return raw, Dirty(texts, mapping, by, "day", "weight", seed)


def _text(cell: Any, name: str) -> str:
    """What stands in a file of text, written out here once more."""
    if cell is None or cell != cell:
        return ""
    if name == "h":  # The oracle knows no true and false; these mean the same.
        return "I like it" if cell else "I dislike it"
    if isinstance(cell, bool):
        return str(cell).lower()
    if name == "day":
        return cell.astimezone(datetime.UTC).strftime("%Y-%m-%d")
    if isinstance(cell, float | Decimal):
        return str(int(cell)) if cell == int(cell) else f"{cell:.3f}" if name == "q share" else str(cell)
    return str(cell)


def parquet(path: Path, raw: dict[str, list[Any]]) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {
        **{"f": pa.int8(), "d": pa.float64(), "g": pa.decimal128(4, 2), "h": pa.bool_(), "i": pa.float32()},
        **{"q sex": pa.bool_(), "q size": pa.int64(), "q share": pa.decimal128(9, 3), "q born": pa.date32()},
        **{
            "q seen": pa.timestamp("us"),
            "day": pa.timestamp("us", "UTC"),
            "weight": pa.float64(),
            "status": pa.int32(),
        },
    }
    pq.write_table(pa.table({name: pa.array(cells, kinds.get(name, pa.string())) for name, cells in raw.items()}), path)
    return path
