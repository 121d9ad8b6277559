"""Files to present: where they go, and what stands on their cover."""

from __future__ import annotations

import argparse


def cover(command: argparse.ArgumentParser, else_title: str) -> None:
    """What only the user knows; `else_title` says what a report is called otherwise."""
    command.add_argument("--title", default="", metavar="TEXT", help=f"of the report; else {else_title}")
    command.add_argument("--question", default="", metavar="TEXT", help="what the study should answer")
    command.add_argument("--author", default="", metavar="TEXT")
    command.add_argument("--date", default="", metavar="TEXT", help="as printed; nothing is dated by itself")
    command.add_argument("--template", metavar="FILE.pptx", help="a presentation whose look is followed")


def out(command: argparse.ArgumentParser, suffixes: str, required: bool = False) -> None:
    """The files to write, by their endings."""
    command.add_argument(
        "--out", nargs="+", action="extend", required=required, default=None, metavar="FILE", help=f"NAME{suffixes}"
    )


def presented(command: argparse.ArgumentParser) -> None:
    """Files of an analysis of ratings."""
    out(command, ".pptx .pdf .docx .html .zip .csv .json")
    cover(command, "what was analysed")
