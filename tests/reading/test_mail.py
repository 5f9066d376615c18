from __future__ import annotations

from datetime import date
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_files import TODAY, only_problem, read_file, titles

from briefer.reading.formats.letters import letter_body, without_signature


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
    assert (bulletin.body, bulletin.outlets) == ("Café shut.", ())
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


NEWS = "Fighters entered the town at dawn.\n\nThe army said that it would come back."


@pytest.mark.parametrize(
    ("sender", "outlets"),
    [
        ("Desert Post <news@example.org>", ("Desert Post",)),
        ("news@example.org", ()),
        ("<news@example.org>", ()),
        ('"news@example.org" <news@example.org>', ()),
        ("\"'news@example.org'\" <news@example.org>", ()),
        ("\"'Desert Post'\" <news@example.org>", ("Desert Post",)),
    ],
)
def test_an_address_is_no_outlet(tmp_path, sender, outlets):
    made = message()
    del made["From"]
    made["From"] = sender
    _, (bulletin,) = read_file(tmp_path, "a.eml", made.as_bytes())
    assert bulletin.outlets == outlets


def test_the_outlets_at_the_end_are_whose_news_it_is(tmp_path):
    _, (bulletin,) = read_file(tmp_path, "a.eml", message(f"{NEWS} (Reuters, AFP)\n").as_bytes())
    assert (bulletin.body, bulletin.outlets) == (NEWS, ("Reuters", "AFP"))


@pytest.mark.parametrize(
    "opening",
    ["Dear colleagues,", "Hi all,", "Good morning,", "Dear Ms. Keita:", "All,", "Dear Sir or Madam"],
)
@pytest.mark.parametrize(
    "closing",
    [
        "Best regards,\nAwa Keita\nPress desk\n+223 20 00 00 00",
        "Kind regards\n\nAwa",
        "With best wishes,\nAwa",
        "Thanks,",
        "Sent from my telephone",
        "-- \nAwa Keita\nShe left. He stayed.\nwww.example.org",
    ],
)
def test_a_salutation_and_a_sign_off_are_no_news(tmp_path, opening, closing):
    body = f"{opening}\n\n{NEWS} (Reuters)\n\n{closing}\n"
    _, (bulletin,) = read_file(tmp_path, "a.eml", message(body).as_bytes())
    assert (bulletin.body, bulletin.outlets) == (NEWS, ("Reuters",))


def test_a_signature_is_found_before_flowed_lines_are_joined(tmp_path):
    made = message("Fighters entered \nthe town.\n-- \nAwa Keita\n")
    made.set_param("format", "flowed")
    _, (bulletin,) = read_file(tmp_path, "a.eml", made.as_bytes())
    assert bulletin.body == "Fighters entered the town."


def test_a_salutation_in_html(tmp_path):
    made = message()
    made.set_content(
        "<p>Dear all,</p><p>Fighters entered.</p><p>Best regards,<br>Awa</p>", subtype="html", charset="utf-8"
    )
    _, (bulletin,) = read_file(tmp_path, "a.eml", made.as_bytes())
    assert bulletin.body == "Fighters entered."


@pytest.mark.parametrize(
    "text",
    [
        "Dear prices of bread brought thousands into the streets.\nPolice watched.",
        "Greetings from the president opened the meeting.\nHe left.",
        "The minister closed his letter to the rebels:\nBest regards,\nThe talks failed on Monday.",
        "Hello Kitty museum opens in Bamako\nHundreds came.",
        "Thanks,",
        "Dear colleagues,",
        "-- \nAwa",
        "Best regards,\nAwa",
    ],
)
def test_what_may_be_news_stays(text):
    assert letter_body(without_signature(text)) == text


@given(st.text("aD er,\n.-B") | st.text())
def test_a_letters_body_is_a_stretch_of_the_letter(text):
    assert letter_body(text) in text
    assert bool(letter_body(text)) == bool(text.strip())
