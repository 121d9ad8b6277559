"""`kano order`."""

from __future__ import annotations

from kano.options import Commands, analysis, answers_file, formats, lazy
from kano.options.screen import without

NOW = "how far features are fulfilled today: a table with the columns feature and now, or a list"


def add(commands: Commands) -> None:
    command = commands.add_parser("order", help="what first, and why: a reason for each feature; tickets for a backlog")
    answers_file(command)
    analysis(command)
    without(command)
    command.add_argument("--segment", metavar="VALUE", help="of the column of --by, instead of everyone")
    command.add_argument("--now", metavar="PLAN.csv|NAME=X,...", help=NOW)
    command.add_argument("--group", choices=("touchpoint", "dimension"), help="of the questionnaire")
    formats(command, "text", "json", "csv")
    command.add_argument("--backlog", metavar="FILE.csv", help="also write every feature as a ticket")
    command.add_argument("--form", choices=("jira", "github", "plain"), default="plain", help="of the tickets")
    command.set_defaults(run=lazy("order", "order"))
