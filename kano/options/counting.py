"""`kano count` and `kano merge`."""

from __future__ import annotations

from argparse import ArgumentParser

from kano.options import Commands, formats, language, lazy, whole


def add(commands: Commands) -> None:
    _count(commands)
    command = commands.add_parser("merge", help="counts files of different people as one")
    command.add_argument("files", nargs="+", metavar="COUNTS.json")
    command.add_argument("--out", required=True, metavar="FILE", help=".json")
    language(command)
    formats(command, "text", "json")
    command.set_defaults(run=lazy("merge", "merge"))


def _count(commands: Commands) -> None:
    command = commands.add_parser("count", help="count answers where they are: files of any size, databases, Spark")
    command.add_argument("source", nargs="+", metavar="SOURCE", help="files, folders, patterns or URLs; db-url#table")
    place(command)
    reading(command)
    command.add_argument("--by", action="append", metavar="COLUMN", help="a question; else those of the mapping")
    command.add_argument("--date", metavar="COLUMN", help="when people answered: results over time")
    periods = ("day", "week", "month", "quarter", "year")
    command.add_argument("--period", choices=periods, help="into which dates are put; month")
    command.add_argument("--weight", metavar="COLUMN", help="how much each person counts")
    command.add_argument("--batch", default="", metavar="ID", help="by which these people are known; counted once")
    command.add_argument("--append", action="store_true", help="add to the counts in --out, if they are there")
    command.add_argument("--progress", action="store_true", help="say how far it is, also where nobody looks on")
    command.add_argument("--out", metavar="FILE", help=".json, to be opened and added to; or .csv")
    formats(command, "text", "json")
    command.set_defaults(run=lazy("count", "count"))


def place(command: ArgumentParser) -> None:
    """What the data is in."""
    engines = ("arrow", "duckdb", "postgres", "spark")
    command.add_argument("--engine", choices=engines, help="who counts; else what the source is for")
    command.add_argument("--query", metavar="SQL", help="of a database: a query in place of a table")
    command.add_argument("--cluster", metavar="URL", help="of Spark: its master; else this machine")


def reading(command: ArgumentParser) -> None:
    """What its columns and answers mean."""
    command.add_argument("--mapping", metavar="M.yaml", help="what columns and answers mean (see inspect --save)")
    command.add_argument("--questionnaire", metavar="Q.yaml", help="a questionnaire, or the id of a template")
    command.add_argument(
        "--table", default="standard", metavar="NAME", help="evaluation table: how many answers it has"
    )
    command.add_argument(
        "--codes", choices=("like-first", "dislike-first", "scores"), help="what the lowest number means"
    )
    command.add_argument("--header-rows", type=whole, metavar="N", help="rows of the header, 0 when there is none")
    command.add_argument("--encoding", metavar="NAME", help="of the text, when it is not what was found")
    language(command)
