"""The formats of an export, by name."""

from typing import Literal, get_args

Format = Literal["jsonl", "parquet", "csv", "markdown", "chunks"]
FORMATS: tuple[str, ...] = get_args(Format)
