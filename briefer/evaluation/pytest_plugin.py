"""Cases as tests of pytest.

    pytest -p briefer.evaluation.pytest_plugin --briefer-suite seed --briefer-suite path/to/suite -k seed-012

Each case is a test named by its id, in the file `cases.jsonl` of its suite; `-k` finds it by its id and its tags. A
suite is a name of those that ship, or a folder. Unless paths are given too, nothing but the suites is collected. The
judge, the model and the rest are what `briefer.toml` and BRIEFER_* variables say. Only the cases chosen are run, and an
archive is made of a suite's sources once, before the first of its cases; judgements are kept as `briefer eval` keeps
them. A suite that cannot be read ends pytest with a usage error.

Floors and baselines are of whole suites: `briefer eval` holds a run against them.

The plugin registers itself nowhere, so that it costs nothing where it is not asked for. To have it always, set

    [tool.pytest.ini_options]
    addopts = "-p briefer.evaluation.pytest_plugin --briefer-suite path/to/suite"
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefer.errors import BrieferError, InputError

if TYPE_CHECKING:
    from briefer.evaluation.cases import Case
    from briefer.evaluation.observing import Archived
    from briefer.evaluation.running import Under
    from briefer.evaluation.suites import Suite

_SUITES = pytest.StashKey[dict[Path, "Suite"]]()  # by their file of cases


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--briefer-suite`."""
    parser.getgroup("briefer").addoption(
        "--briefer-suite",
        action="append",
        default=[],
        metavar="SUITE",
        help="make a test of each case of this suite, by its name or folder; may be repeated",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Read the suites that are asked for, and have their files collected."""
    config.stash[_SUITES] = {}
    names = config.getoption("--briefer-suite")
    if not names:
        return
    from briefer.evaluation.suites import CASES_FILE, load_suite

    try:
        suites = [load_suite(name) for name in names]
    except InputError as error:
        raise pytest.UsageError(str(error)) from None
    config.stash[_SUITES] = {_absolute(suite.folder / CASES_FILE): suite for suite in suites}
    given = config.args if config.args_source is pytest.Config.ArgsSource.ARGS else []
    files = [str(file) for file in config.stash[_SUITES]]
    # A case named by its file (`cases.jsonl::seed-012`) is chosen out of it.
    chosen = {str(_absolute(Path(each.partition("::")[0]))) for each in given}
    config.args = [*given, *(file for file in files if file not in chosen)]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the cases of a suite that was asked for."""
    suite = parent.config.stash[_SUITES].get(_absolute(file_path))
    return None if suite is None else SuiteFile.from_parent(parent, path=file_path, suite=suite)


class SuiteFile(pytest.File):
    """The cases of a suite, and what is put to the test while they run."""

    suite: Suite
    archived: Archived
    under: Under

    @classmethod
    def from_parent(cls, parent: pytest.Collector, *, path: Path, suite: Suite) -> SuiteFile:  # type: ignore[override]
        """Make the collector of a suite."""
        # Outside of its root folder pytest would call the files of all suites "".
        outside = not path.is_relative_to(parent.config.rootpath)
        nodeid = f"{suite.name}/{path.name}" if outside else None
        made: SuiteFile = super().from_parent(parent, path=path, nodeid=nodeid)
        made.suite = suite
        return made

    def collect(self) -> Iterator[CaseItem]:
        """Yield a test for each case."""
        for case in self.suite.cases:
            yield CaseItem.from_parent(self, case=case)

    def setup(self) -> None:
        """Make the archive, before the first case that is run; what is wrong with it is an error of each."""
        from briefer.evaluation.caching import Cache, cache_folder
        from briefer.evaluation.harness import bench, cached_gate
        from briefer.evaluation.observing import Archived
        from briefer.evaluation.suites import check_against
        from briefer.settings import load_settings

        opened = ExitStack()
        self.addfinalizer(opened.close)
        try:
            settings, cache = load_settings(), Cache(cache_folder())
            gate = opened.enter_context(cached_gate(settings, cache))
            bulletins, self.under = opened.enter_context(bench(self.suite, settings, gate, cache))
            check_against(self.suite, bulletins)
        except BrieferError as error:
            raise pytest.fail.Exception(str(error), pytrace=False) from None
        self.archived = Archived(bulletins)


class CaseItem(pytest.Item):
    """One case."""

    parent: SuiteFile
    case: Case

    @classmethod
    def from_parent(cls, parent: SuiteFile, *, case: Case) -> CaseItem:  # type: ignore[override]
        """Make the test of a case."""
        made: CaseItem = super().from_parent(parent, name=case.id)
        made.case = case
        made.extra_keyword_matches.update(case.tags)
        return made

    def runtest(self) -> None:
        """Run the case; fail with what is wrong, and by which words."""
        from briefer.evaluation.outcomes import Status
        from briefer.evaluation.reports.casewise import told_case
        from briefer.evaluation.running import run_case

        suite = self.parent
        result = run_case(self.case, suite.archived, suite.under, suite.suite.where(self.case))
        if result.status is not Status.PASSED:
            pytest.fail(told_case(result), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the case's line, from 0, and its id."""
        return self.path, self.parent.suite.lines[self.case.id] - 1, self.name


def _absolute(path: Path) -> Path:
    return Path(os.path.realpath(path))
