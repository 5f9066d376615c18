"""The commands and their flags, on an archive of seeds/."""

from __future__ import annotations

import json
import os
import re
import resource
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import typer.main
from command_line import ROOT, SEEDS, here, program

from briefer.cli import app
from briefer.console.files import write_whole
from briefer.console.terminal import EXIT_STATUSES, INTERRUPTED, exit_table, failure
from briefer.errors import BrieferError, InputError
from briefer.evaluation.gating import UNAVAILABLE

pytestmark = pytest.mark.usefixtures("workplace")
COUNTS = re.compile(
    r"(\d+) added, (\d+) changed, (\d+) unchanged, (\d+) linked, (\d+) dropped, (\d+) failed(?:, (\d+) removed)?\n"
)
PAGE = """---
retrieved: 2025-03-10
---
Mali
Market in Gao reopens
The market in Gao reopened on March 3, traders said.
Bridge at Mopti closed
Engineers closed the bridge at Mopti on March 1 for repairs.
"""


def counts(done):
    """What the last line of an ingest counts: added, changed, unchanged, linked, dropped, failed, removed."""
    match = COUNTS.fullmatch(done.out)
    assert match, done
    return tuple(int(count or 0) for count in match.groups())


def keys_of(name):
    schema = ROOT / "briefer" / "rendering" / "schemas" / f"{name}.schema.json"
    return json.loads(schema.read_text(encoding="utf-8"))["required"]


# -- help


@pytest.mark.parametrize("command", [[], *([name] for name in typer.main.get_group(app).commands)])
def test_help_fits_an_ordinary_terminal(command, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    done = here(*command, "--help")
    assert (done.status, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= 80
    assert not re.search(r"\w\.\.\.$", done.out, re.MULTILINE), "a short help is cut"


def test_no_command_gives_the_help():
    assert here() == here("--help")


# -- list, show, stats


def test_list_is_newest_first_and_says_how_many_are_left_out(seeded):
    done = here("list", "--archive", seeded, "--limit", "3")
    first, *others, rest = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert re.match(r"[0-9a-f]{12}  .*2025.*  MLI  Could jihadists", first)
    assert any("  UKR,USA,RUS  Washington votes" in other for other in others)
    assert rest == "... and 63 more: pass --limit 66"


def test_list_is_narrowed_by_country_in_any_spelling_and_by_days(seeded):
    by_name = here("list", "--archive", seeded, "--country", "Niger", "--since", "2024", "--until", "2024-12")
    assert by_name.out.count("\n") == 2
    assert "Nigeria" not in by_name.out
    for code in ("NE", "ner", "nEr", "niger"):
        again = here("list", "--archive", seeded, "--country", code, "--since", "2024", "--until", "2024-12")
        assert again == by_name


def test_list_of_a_time_without_bulletins(seeded):
    assert here("list", "--archive", seeded, "--since", "2031").out == "no bulletins\n"


def test_list_as_json_tells_the_total(seeded):
    listed = json.loads(here("list", "--archive", seeded, "--limit", "3", "--json").out)
    assert listed["schema"] == "briefer.bulletins/1"
    assert (listed["total"], len(listed["bulletins"])) == (66, 3)
    (vote,) = (each for each in listed["bulletins"] if each["title"].startswith("Washington votes"))
    assert vote["date"]["earliest"] == "2025-02-24"


def test_show_by_the_first_characters_of_an_id(seeded):
    (bulletin,) = json.loads(here("list", "--archive", seeded, "--limit", "1", "--json").out)["bulletins"]
    shown = here("show", bulletin["bulletin_id"][:6].upper(), "--archive", seeded)
    assert shown.out.startswith(f"{bulletin['title']}\n\nid:       {bulletin['bulletin_id']}\n")
    assert "\nabout:    Mali\n" in shown.out
    record = json.loads(here("show", bulletin["bulletin_id"], "--archive", seeded, "--json").out)
    assert record["schema"] == "briefer.bulletin/1"
    assert {key: record[key] for key in bulletin} == bulletin
    assert record["body"].splitlines()[0] in shown.out
    assert record["copies"] == []


def test_stats(seeded):
    text = here("stats", "--archive", seeded).out
    assert "bulletins: 66, and 0 linked copies\n" in text
    assert "days:      2023-07-05 to 2025-03-10\n" in text
    record = json.loads(here("stats", "--archive", seeded, "--json").out)
    assert record["schema"] == "briefer.stats/1"
    assert (record["bulletins"], record["pages"]) == (66, 2)
    assert record["passages"] == record["embedded"]
    assert record["countries"][0] == {"code": "NER", "bulletins": 29}
    assert (record["first"], record["last"]) == ("2023-07-05", "2025-03-10")


def test_what_embeds_nothing_loads_no_model(archive, workplace):
    """A briefing without a chat model, a list, a bulletin and the counts wait for no torch."""
    commands = [["brief", "Mali"], ["list"], ["show", "2d47"], ["stats"], ["ingest", str(SEEDS)]]
    script = (
        "import json, sys\nfrom briefer.cli import main\n"
        "for arguments in json.loads(sys.argv[1]):\n"
        "    sys.argv = ['briefer', *arguments]\n"
        "    try:\n        main()\n"
        "    except SystemExit as end:\n        assert not end.code, arguments\n"
        "print(*(name for name in ('torch', 'sentence_transformers', 'transformers') if name in sys.modules))\n"
    )
    # The settings name the model, so that nothing is saved by not knowing it.
    settings = {"BRIEFER_ARCHIVE": str(archive), "BRIEFER_EMBEDDING": "all-MiniLM-L6-v2"}
    done = subprocess.run(
        [sys.executable, "-c", script, json.dumps(commands)],
        cwd=workplace,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == ""


def test_an_embedding_that_is_not_there_disturbs_only_what_embeds(seeded, monkeypatch):
    monkeypatch.setenv("BRIEFER_EMBEDDING", "/no/such/model")
    for command in (["brief", "Mali"], ["list"], ["show", "2d47"], ["stats"]):
        assert here(*command, "--archive", seeded).status == 0


# -- ask


def test_ask(seeded):
    done = here("ask", "How many people were killed in the Bamako attack?", "--archive", seeded)
    assert (done.status, done.err) == (0, "")
    assert "reports suggest that it killed up to 70 people" in done.out
    assert "\n[1] Bamako hit by major JNIM attack — TNH, 17 September 2024" in done.out


def test_ask_as_json(seeded):
    question = "  How many people were killed in the Bamako attack? "
    done = here("ask", question, "--archive", seeded, "--json", "--as-of", "2025-03-12")
    answer = json.loads(done.out)
    assert set(answer) >= set(keys_of("answer"))
    assert answer["schema"] == "briefer.answer/1"
    assert answer["question"] == question.strip()
    assert answer["manifest"]["made"] == "2025-03-12"
    (citation,) = answer["claims"][0]["citations"]
    body = json.loads(here("show", citation["bulletin_id"], "--archive", seeded, "--json").out)["body"]
    assert citation["quote"] == body[citation["start"] : citation["end"]]


def test_ask_within_a_country_and_days(seeded):
    done = here(
        *("ask", "Who was attacked?", "--country", "bf", "--since", "2023-08", "--until", "2023-W35"),
        *("--archive", seeded, "--json"),
    )
    answer = json.loads(done.out)
    assert answer["period"] == {"since": "2023-08-01", "until": "2023-09-03"}
    cited = [each for claim in answer["claims"] for each in claim["citations"]]
    for bulletin in [*cited, *answer["nearest"]]:
        assert "BFA" in bulletin["countries"]["main"] + bulletin["countries"]["mentioned"]


# -- brief


def test_brief_is_of_the_latest_week(seeded):
    done = here("brief", "Mali", "--archive", seeded)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Mali: briefing for 24 February – 2 March 2025\n=====")
    for code in ("ML", "mli", "mali"):
        assert here("brief", code, "--archive", seeded).out == done.out


def test_brief_as_json(seeded):
    done = here("brief", "Mali", "--format", "JSON", "--week", "2025-W08", "--archive", seeded)
    briefing = json.loads(done.out)
    assert set(briefing) >= set(keys_of("briefing"))
    assert briefing["schema"] == "briefer.briefing/1"
    assert (briefing["since"], briefing["until"]) == ("2025-02-17", "2025-02-23")
    assert briefing["sections"]


@pytest.mark.parametrize("week", ["2025-W08", "2025-w8", "2025-W8"])
def test_weeks(seeded, week):
    assert "17–23 February 2025" in here("brief", "Mali", "--week", week, "--archive", seeded).out


def test_brief_of_a_period(seeded):
    done = here("brief", "Niger", "--since", "2023-07", "--until", "2023-08-06", "--archive", seeded)
    assert done.out.startswith("Niger: briefing for 1 July – 6 August 2023\n")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.md", "**Weekly briefing**\n\n# Mali"),
        ("a.MARKDOWN", "**Weekly briefing**\n\n# Mali"),
        ("a.html", "<!doctype html>"),
        ("a.htm", "<!doctype html>"),
        ("a.json", "{\n"),
        ("a.txt", "Mali: briefing"),
        ("plain", "Mali: briefing"),
    ],
)
def test_the_name_of_the_file_tells_the_form(seeded, name, start):
    done = here("brief", "Mali", "--out", f"new/folders/{name}", "--archive", seeded)
    assert done.out == f"wrote new/folders/{name}\n"
    assert Path("new/folders", name).read_text(encoding="utf-8").lower().startswith(start.lower())
    assert [path.name for path in Path("new/folders").iterdir()] == [name]


def test_several_countries_make_one_paper_of_one_period(seeded):
    both = ("brief", "Niger", "MLI", "Niger", "--template", "africa-file", "--archive", seeded)
    done = here(*both, "--week", "2025-W08", "--as-of", "2025-03-10")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Niger and Mali, 17–23 February 2025\n")
    alone = json.loads(here("brief", "Niger", "--json", "--archive", seeded, "--as-of", "2025-03-10").out)
    record = json.loads(here(*both, "--json", "--as-of", "2025-03-10").out)
    assert record["schema"].startswith("briefer.briefings/")
    periods = {(each["since"], each["until"]) for each in record["briefings"]}
    assert periods == {(alone["since"], alone["until"])}  # the latest week of the first
    assert [each["country_code"] for each in record["briefings"]] == ["NER", "MLI"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ("brief", "Mali", "--format", "docx", "--out", "a.PDF"),
            "a.PDF is not the name of a docx file: name the file a.docx, or ask for the format pdf",
        ),
        (
            ("brief", "Mali", "--json", "--out", "b/a.htm"),
            "a.htm is not the name of a json file: name the file a.json, or ask for the format html",
        ),
        (
            ("brief", "Mali", "--format", "text", "--out", "a.md"),
            "a.md is not the name of a text file: name the file a.txt, or ask for the format md",
        ),
        (
            ("check", "draft.md", "--format", "html", "--out", "a.docx"),
            "a.docx is not the name of a html file: name the file a.html",
        ),
    ],
)
def test_a_format_that_contradicts_the_name_is_refused(arguments, complaint):
    assert here(*arguments).complaint == complaint
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("name", ["a.markdown", "a.MD", "a.odt", "a", "-"])
def test_a_format_goes_before_a_name_that_tells_none(seeded, name):
    done = here("brief", "Mali", "--out", name, "--format", "md", "--archive", seeded)
    assert done.status == 0
    assert "\n# Mali" in (done.out if name == "-" else Path(name).read_text(encoding="utf-8"))


def test_a_name_that_tells_no_form(seeded):
    assert "a.odt does not tell its format" in here("brief", "Mali", "--out", "a.odt").complaint


def test_standard_output_as_a_file(seeded):
    done = here("brief", "Mali", "--out", "-", "--format", "md", "--archive", seeded)
    assert "\n# Mali" in done.out
    assert list(Path().iterdir()) == []


def test_a_file_is_written_anew_through_its_link_and_keeps_its_mode(seeded):
    Path("real.md").write_text("before", encoding="utf-8")
    Path("real.md").chmod(0o640)
    Path("link.md").symlink_to("real.md")
    assert here("brief", "Mali", "--out", "link.md", "--archive", seeded).status == 0
    assert Path("link.md").is_symlink()
    assert "\n# Mali" in Path("real.md").read_text(encoding="utf-8")
    assert stat.S_IMODE(Path("real.md").stat().st_mode) == 0o640


def test_a_device_is_written_to_and_stays_one(seeded):
    assert here("brief", "Mali", "--out", os.devnull, "--format", "md", "--archive", seeded).status == 0
    assert Path(os.devnull).is_char_device()


def test_a_new_file_is_as_readable_as_any_other():
    before = os.umask(0o027)
    try:
        write_whole(Path("a.txt"), "text")
    finally:
        os.umask(before)
    assert stat.S_IMODE(Path("a.txt").stat().st_mode) == 0o640


def test_a_disk_that_refuses_leaves_the_file_as_it_was():
    Path("a.txt").write_text("before", encoding="utf-8")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(InputError, match=r"a\.txt cannot be written \(File too large\)"):
            write_whole(Path("a.txt"), "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [(path.name, path.read_text(encoding="utf-8")) for path in Path().iterdir()] == [
        ("a.txt", "before")
    ]


def test_a_briefing_that_cannot_be_rendered_leaves_the_file_as_it_was(seeded, monkeypatch):
    def broken(*_):
        raise RuntimeError("no ink")

    Path("a.html").write_text("before", encoding="utf-8")
    monkeypatch.setattr("briefer.rendering.render", broken)
    for out in ("a.html", "new/b.html"):
        assert here("brief", "Mali", "--out", out, "--archive", seeded).status == 1
    assert [(path.name, path.read_text(encoding="utf-8")) for path in Path().iterdir()] == [
        ("a.html", "before")
    ]


@pytest.mark.parametrize("out", ["folder", "file/a.md", "file/b/a.md"])
def test_a_place_where_no_file_can_be(seeded, out):
    Path("folder").mkdir()
    Path("file").write_text("", encoding="utf-8")
    done = here("brief", "Mali", "--format", "md", "--out", out, "--archive", seeded)
    assert done.status == 2
    assert f"{out} cannot be written (" in done.complaint
    assert sorted(path.name for path in Path().rglob("*")) == ["file", "folder"]


# -- ingest


def test_ingest_again_costs_nothing(archive, monkeypatch):
    def embed(*_):
        raise AssertionError("nothing is to be embedded")

    monkeypatch.setattr("briefer.archive.embedding._LocalEmbedder.encode", embed)
    done = here("ingest", SEEDS, "--archive", archive)
    assert (done.status, done.err, counts(done)) == (0, "", (0, 0, 66, 0, 10, 0, 0))


def test_the_bulletins_that_ship(archive):
    assert counts(here("ingest", "--seeds", "--archive", archive)) == (0, 0, 66, 0, 10, 0, 0)


def test_a_page_that_is_edited_and_pruned(archive):
    page = Path("page.txt")
    page.write_text(PAGE, encoding="utf-8")
    assert counts(here("ingest", "page.txt", "--archive", archive)) == (2, 0, 0, 0, 0, 0, 0)
    page.write_text(PAGE.replace("traders said", "officials said"), encoding="utf-8")
    assert counts(here("ingest", "page.txt", "--archive", archive)) == (0, 1, 1, 0, 0, 0, 0)
    page.write_text(PAGE[: PAGE.index("Bridge")], encoding="utf-8")
    assert counts(here("ingest", "page.txt", "--archive", archive))[-1] == 0
    assert counts(here("ingest", "page.txt", "--prune", "--archive", archive))[-1] == 1
    assert "Bridge" not in here("list", "--archive", archive, "--since", "2025-03").out
    page.unlink()
    done = here("ingest", "page.txt", "--prune", "--archive", archive)
    assert (done.status, counts(done)[-1]) == (2, 1)
    assert "Gao reopens" not in here("list", "--archive", archive, "--since", "2025-03").out
    assert "bulletins: 66," in here("stats", "--archive", archive).out


def test_pruning_a_folder_keeps_what_is_in_it(archive):
    folder = Path("pages")
    folder.mkdir()
    names = ["a  wide name.txt", "plain.txt", os.fsdecode(b"caf\xe9.txt")]  # the last is no UTF-8
    for name, town in zip(names, ("Gao", "Kayes", "Segou"), strict=True):
        (folder / name).write_text(
            PAGE.replace("Gao", town).replace("Mopti", f"{town} Sud"), encoding="utf-8"
        )
    assert counts(here("ingest", folder, "--archive", archive))[0] == 6
    again = here("ingest", folder, "--prune", "--archive", archive)
    assert (again.status, counts(again)) == (0, (0, 0, 6, 0, 0, 0, 0))


def test_standard_input(archive):
    done = here("ingest", "-", "--archive", archive, stdin=PAGE.encode("utf-16"))
    assert (done.status, done.err, counts(done)[0]) == (0, "", 2)
    listed = json.loads(here("list", "--archive", archive, "--since", "2025-03-03", "--json").out)[
        "bulletins"
    ]
    assert [each["source"] for each in listed if "Gao" in each["title"]] == ["-"]


def test_years_are_assumed_aloud(archive):
    undated = PAGE.partition("---\nMali")[2]
    Path("page.txt").write_text(f"Mali{undated}", encoding="utf-8")
    done = here("ingest", "page.txt", "--as-of", "2025-03-12", "--archive", archive)
    assert done.status == 0
    assert done.err.count("\n") == 1
    assert done.err.startswith("warning: page.txt: 2 dates have no year ")
    assert done.err.endswith(": pass --retrieved YYYY-MM-DD\n")
    dated = here("ingest", "page.txt", "--retrieved", "2024-03-12", "--archive", archive)
    assert (dated.err, counts(dated)[1]) == ("", 2)
    listed = here("list", "--archive", archive, "--since", "2024-03-03", "--until", "2024-03-03").out
    assert "Market in Gao reopens" in listed


def test_reembed(monkeypatch):
    monkeypatch.setenv("BRIEFER_ARCHIVE", "small")
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    assert counts(here("ingest", "page.txt"))[0] == 2
    done = here("reembed")
    assert (done.status, done.err) == (0, "")
    assert done.out == "2 passages embedded with all-MiniLM-L6-v2\n"
    assert "The market in Gao reopened" in here("ask", "When did the market in Gao reopen?").out


# -- what goes wrong


def test_without_debug_an_error_is_one_line_and_with_it_a_traceback(seeded):
    for arguments in (["show", "zzz"], ["--debug", "show", "zzz"], ["show", "--debug", "zzz"]):
        done = here(*arguments, "--archive", seeded)
        assert done.status == 2
        assert ("Traceback (most recent call last)" in done.err) is ("--debug" in arguments)
        assert done.err.splitlines()[-1].startswith("briefer: no bulletin 'zzz' in the archive ")


def test_our_own_failure_is_one_line_too(seeded, monkeypatch):
    def broken(*_):
        raise KeyError("one\ntwo")

    monkeypatch.setattr("briefer.rendering.listing.show_stats", broken)
    done = here("stats", "--archive", seeded)
    assert done.status == 1
    assert done.complaint.startswith("internal failure (KeyError: ")
    assert done.complaint.endswith("run again with --debug to see where")


def test_the_day_that_counts_as_today_is_the_clocks_unless_told(seeded):
    def made(*more):
        done = here("brief", "Mali", "--format", "json", "--archive", seeded, *more)
        return date.fromisoformat(json.loads(done.out)["manifest"]["made"])

    assert abs(made() - date.today()).days <= 1  # noqa: DTZ011
    assert made("--as-of", "2025-03-12") == date(2025, 3, 12)


def test_a_failure_without_words_still_has_a_name():
    assert failure(RuntimeError())[0].startswith("internal failure (RuntimeError:)")


# -- JSON


def json_of(*arguments, **more):
    done = here(*arguments, "--json", **more)
    assert done.status in (0, 1, 2), done
    return json.loads(done.out), done


def test_ingest_as_json_tells_counts_and_problems(archive):
    page = Path("page.txt")
    page.write_text(PAGE, encoding="utf-8")
    record, done = json_of("ingest", page, "none.txt", "--archive", archive)
    assert (done.status, done.err) == (2, "")
    assert record["schema"] == "briefer.ingest/1"
    assert (record["added"], record["failed"], record["removed"]) == (2, 1, 0)
    assert record["summary"] == "2 added, 0 changed, 0 unchanged, 0 linked, 0 dropped, 1 failed"
    (problem,) = record["problems"]
    assert (problem["source"], problem["severity"]) == ("none.txt", "error")
    assert problem["message"]


def test_doctor_as_json(seeded):
    record, done = json_of("doctor", "--archive", seeded)
    assert (done.status, record["schema"], record["sound"]) == (0, "briefer.doctor/1", True)
    assert all(check["fix"] is None for check in record["checks"])
    record, done = json_of("doctor", "--archive", "none")
    assert (done.status, record["sound"]) == (2, False)
    (failed,) = (check for check in record["checks"] if not check["ok"])
    assert failed == {
        "name": "archive",
        "ok": False,
        "detail": "no archive at none",
        "fix": "run: briefer ingest PAGE",
    }


def test_reembed_as_json():
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    assert here("ingest", "page.txt", "--archive", "small").status == 0
    record, _ = json_of("reembed", "--archive", "small")
    assert record.pop("revision")
    assert record == {"schema": "briefer.reembed/1", "passages": 2, "model": "all-MiniLM-L6-v2"}


def test_check_as_json_is_its_format(seeded):
    text = b"The Malian army denies that its soldiers were behind the killing of 24 civilians."
    record, done = json_of("check", "-", "--archive", seeded, stdin=text)
    assert (done.status, record["schema"], record["passed"]) == (0, "briefer.check/1", True)
    assert here("check", "-", "--archive", seeded, "--format", "json", stdin=text) == done


def test_judge_prints_json_lines_anyway():
    pair = json.dumps({"evidence": "Twelve traders died.", "claim": "Twelve traders died."}).encode()
    _, done = json_of("judge", stdin=pair)
    assert done == here("judge", stdin=pair)


def test_an_evaluation_as_json_is_its_report_and_may_be_piped(workplace):
    common = ("eval", "seed", "--case", "seed-012", "--cache", "cache")
    done = here(*common, "--json", "--report", "report.json")
    assert (done.status, done.err) == (0, "")
    assert json.loads(done.out)["schema"] == "briefer.evaluation/1"
    assert done.out == Path("report.json").read_text(encoding="utf-8")
    assert here(*common, "--report", "-").out == done.out
    compared = program("eval", "--compare", "-", "report.json", cwd=workplace, stdin=done.out.encode())
    assert (compared.status, compared.err) == (0, "")
    assert compared.out.endswith("Nothing is worse beyond chance.\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--compare", "a.json", "b.json", "--json"), "--compare is told as text: leave out --json"),
        (
            ("--update-baseline", "--baseline", "-"),
            "a baseline is not printed: name its file with --baseline FILE",
        ),
    ],
)
def test_what_an_evaluation_does_not_print(arguments, complaint):
    assert here("eval", *arguments).complaint == complaint


# -- quiet and verbose


def test_quiet_leaves_results_and_errors(archive):
    undated = PAGE.partition("---\nMali")[2]
    Path("page.txt").write_text(f"Mali{undated}", encoding="utf-8")
    arguments = ("ingest", "page.txt", "--as-of", "2025-03-12", "--archive", archive)
    quiet = here("--quiet", *arguments)
    assert (quiet.status, quiet.err, counts(quiet)[0]) == (0, "", 2)
    assert here(*arguments, "--retrieved", "2025-03-12").err == ""
    failed = here("ingest", "none.txt", "--quiet", "--archive", archive)
    assert failed.status == 2
    assert failed.err.startswith("error: none.txt: ")


def test_quiet_writes_without_a_word(seeded):
    done = here("brief", "Mali", "--out", "a.md", "--quiet", "--archive", seeded)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert Path("a.md").exists()
    assert here("brief", "Mali", "--quiet", "--archive", seeded).out.startswith("Mali: briefing")


def test_quiet_doctor_tells_only_what_fails(seeded):
    assert here("doctor", "--quiet", "--archive", seeded).out == ""
    done = here("doctor", "--quiet", "--archive", "none")
    assert done.out == "FAIL  archive: no archive at none\n      fix: run: briefer ingest PAGE\n"


@pytest.mark.parametrize("place", [0, 1, 4])
def test_verbose_tells_how_long_it_took_wherever_it_stands(seeded, place):
    arguments = ["list", "--limit", "1", "--archive", seeded]
    plain = here(*arguments)
    told = here(*arguments[:place], "--verbose", *arguments[place:])
    assert (told.status, told.out) == (0, plain.out)
    assert re.fullmatch(r"in all: \d+\.\d\d s\n", told.err)


def test_verbose_tells_the_steps(archive):
    Path("page.txt").write_text(PAGE, encoding="utf-8")
    done = here("ingest", "page.txt", "--verbose", "--archive", archive)
    steps, whole = done.err.splitlines()
    assert re.fullmatch(
        r"ingest: [\d.]+ s \(reading [\d.]+ s, embedding [\d.]+ s, indexing [\d.]+ s\)", steps
    )
    assert whole.startswith("in all: ")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("ask", "Who attacked Bamako?"), "Reading the bulletins"),
        (("brief", "Mali", "--week", "2024-W38"), "Writing the briefing"),
    ],
)
def test_verbose_tells_the_steps_of_what_is_written(seeded, arguments, what):
    steps, whole = here(*arguments, "--verbose", "--archive", seeded).err.splitlines()
    assert re.fullmatch(rf"{what}: [\d.]+ s \((?:\w+ [\d.]+ s(?:, )?)+\)", steps)
    assert whole.startswith("in all: ")


def test_what_fails_is_timed_too(seeded):
    done = here("--verbose", "show", "zzz", "--archive", seeded)
    assert done.status == 2
    timing, complaint = done.err.splitlines()
    assert timing.startswith("in all: ")
    assert complaint.startswith("briefer: no bulletin 'zzz'")


def test_after_two_hyphens_nothing_is_a_flag(seeded):
    done = here("ask", "--archive", seeded, "--", "--verbose")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("--verbose\n")


def test_one_run_does_not_make_the_next_one_quiet_or_verbose(seeded):
    here("--verbose", "--quiet", "stats", "--archive", seeded)
    here("--verbose", "stats", "--archive", seeded)
    assert here("stats", "--archive", seeded).err == ""


# -- exit statuses


def test_each_kind_of_error_ends_with_a_status_that_is_documented():
    def kinds(kind):
        return {kind, *(each for child in kind.__subclasses__() for each in kinds(child))}

    assert {kind.exit_status for kind in kinds(BrieferError)} <= EXIT_STATUSES.keys()
    assert {0, UNAVAILABLE, INTERRUPTED} <= EXIT_STATUSES.keys()
    assert failure(ValueError("x"))[1] in EXIT_STATUSES


def test_the_exit_statuses_in_the_readme_are_these():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- exit statuses -->\n(.*?)<!-- /exit statuses -->", readme, re.DOTALL)
    if block is None:
        pytest.skip("the README has no markers for the exit statuses")
    assert block[1] == exit_table()
