"""`kano open`: a bundle by its own settings, as `kano classify` shows the file that it was made of."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from kano.commands.bundles import bundle_of, say_bundle
from kano.commands.results import FORMS, check_files, say_screened, show
from kano.errors import KanoError
from kano.i18n import Translate


def open_file(options: Namespace, t: Translate) -> int:
    """The results on stdout, remarks on stderr, and the files that were asked for."""
    check_files(options, t)
    report = bundle_of(options)
    if report is None:
        raise KanoError("bundle-none", file=options.file)
    say_bundle(report, t)
    say_screened(report.study, t)
    if options.by and options.by != report.result.counts.by:
        report = replace(report, result=report.study.classify(by=options.by))
    return show(report, options, t, FORMS[options.format])
