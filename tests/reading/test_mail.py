from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest
from reading_files import TODAY, only_problem, read_file, titles


def message(body="Fighters entered “Ménaka”.", subject="Town taken – again", **headers):
    made = EmailMessage()
    made["Subject"] = subject
    made["From"] = "Desert Post <news@example.org>"
    made["Date"] = "Mon, 05 Aug 2024 23:30:00 -0500"
    made["Message-ID"] = "<1@example.org>"
    made.set_content(body)
    return made


def test_a_message(tmp_path):
    made = message()
    made.add_alternative("<p>As <b>HTML</b></p>", subtype="html")
    made.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="x.bin")
    reading, (bulletin,) = read_file(tmp_path, "a.eml", made.as_bytes())
    assert reading.page.kind == "email"
    assert (bulletin.title, bulletin.body) == ("Town taken – again", "Fighters entered “Ménaka”.")
    assert (bulletin.outlets, bulletin.key) == (("Desert Post",), "<1@example.org>")
    assert bulletin.date.earliest == date(2024, 8, 5)


def test_html_only(tmp_path):
    made = message()
    made.set_content("<style>p{}</style><p>Fighters&nbsp;entered.<br>They stayed.</p>", subtype="html")
    _, (bulletin,) = read_file(tmp_path, "a.eml", made.as_bytes())
    assert bulletin.body == "Fighters\u00a0entered.\nThey stayed."


def test_flowed_lines_are_joined(tmp_path):
    made = message("Fighters entered \nthe town.\nThey stayed.\n")
    made.set_param("format", "flowed")
    _, (bulletin,) = read_file(tmp_path, "a.eml", made.as_bytes())
    assert bulletin.body == "Fighters entered the town.\nThey stayed."


def test_an_unknown_charset_and_a_missing_date(tmp_path):
    data = b"From: news@example.org\nSubject: A\nContent-Type: text/plain; charset=nonsense\n\nCaf\xe9 shut."
    _, (bulletin,) = read_file(tmp_path, "a.eml", data, retrieved=TODAY)
    assert (bulletin.body, bulletin.outlets) == ("Café shut.", ("news@example.org",))
    assert bulletin.date.basis != "feed"


def test_a_mailbox(tmp_path):
    parts = [message(subject=f"Note {n}", body="From here on:\n\n>From the desk").as_bytes() for n in (1, 2)]
    box = b"\n".join(
        b"From news@example.org Mon Aug  5 23:30:00 2024\n" + part.replace(b"\nFrom h", b"\n>From h")
        for part in parts
    )
    _, bulletins = read_file(tmp_path, "a.mbox", box)
    assert titles(bulletins) == ["Note 1", "Note 2"]
    assert bulletins[0].body.startswith("From here on:")
    assert [bulletin.key for bulletin in bulletins] == ["<1@example.org>", "<1@example.org> #2"]


def test_an_empty_message_in_a_mailbox_is_told(tmp_path):
    box = b"From a@b.c x\n\n\nFrom a@b.c x\nSubject: Good\n\nText.\n"
    reading, bulletins = read_file(tmp_path, "a.mbox", box, retrieved=TODAY)
    assert titles(bulletins) == ["Good"]
    assert only_problem(reading).message.startswith("message 1:")


@pytest.mark.parametrize("name", ["a.eml", "a.mbox"])
def test_files_that_are_no_mail(tmp_path, name):
    reading, bulletins = read_file(tmp_path, name, "\n\n")
    assert bulletins == []
    only_problem(reading)


def test_a_date_of_no_calendar_is_none(tmp_path):
    made = message().as_bytes().replace(b"Mon, 05 Aug 2024", b"Mon, 05 Aug 99999999999999999999")
    _, (bulletin,) = read_file(tmp_path, "a.eml", made)
    assert bulletin.date.earliest is None
