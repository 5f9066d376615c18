"""The pages in a real browser: what the desk does with them, in light, in dark and on a phone."""

from __future__ import annotations

import re
from contextlib import contextmanager
from zipfile import ZipFile

import pytest

QUESTION = "How many people were killed in the attack on Bamako?"
NOWHERE = "What is the price of saffron in Reykjavik?"
DRAFT = "The army denied the attack.\n\nThe moon is made of green cheese in Bamako."
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
LONG = 120_000  # milliseconds that a busy machine may take


@contextmanager
def opened(browser, served, path="/", refused="", **options):
    """A page in a context of its own: no script but ours may run in it, nothing is fetched from elsewhere, and nothing
    fails but a request that is `refused` with that status."""
    context = browser.new_context(base_url=served.url, viewport=DESK, accept_downloads=True, **options)
    context.set_default_timeout(LONG)
    page = context.new_page()
    wrong: list[str] = []
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", lambda said: said.type == "error" and wrong.append(f"console: {said.text}"))
    allowed = f"console: Failed to load resource: the server responded with a status of {refused} "
    page.on("request", lambda request: request.url.startswith(served.url) or wrong.append(request.url))
    page.goto(path)
    yield page
    context.close()
    assert [each for each in wrong if not (refused and each.startswith(allowed))] == []


def ask(page, question):
    page.fill("#q", question)
    page.press("#q", "Enter")
    page.wait_for_function(
        """asked => {
            const answer = document.querySelector("#answer:not([aria-busy])");
            return answer?.querySelector(".made") && answer.querySelector(".question").textContent === asked;
        }""",
        arg=question,
    )


@pytest.fixture(scope="module")
def made(browser, served):
    """The address of a briefing that a browser had made."""
    with opened(browser, served, "/brief") as page:
        page.fill("#country", "Mali")
        page.click("text=Write it")
        page.wait_for_selector("#document")
        return page.url


def test_ask_click_a_citation_and_see_the_words_marked(browser, served, client):
    with opened(browser, served) as page:
        ask(page, QUESTION)
        claims = page.locator(".claims li")
        assert claims.count() >= 1
        for claim in claims.all():
            assert "✓ supported" in claim.locator(".ruling").inner_text()
        cite = claims.first.locator("a.cite").first
        spans = re.findall(r"(\d+)-(\d+)", cite.get_attribute("href"))
        cite.click()
        page.wait_for_selector("#read mark")
        bulletin = client.get(f"/api/v1{cite.get_attribute('href').split('?')[0]}").json()
        wanted = [bulletin["body"][int(start) : int(end)] for start, end in spans]
        assert page.locator("#read mark").all_text_contents() == wanted
        assert page.locator("#read .body").text_content() == bulletin["body"]
        assert page.locator("#read mark").first.evaluate(
            "mark => { const box = mark.getBoundingClientRect(), around = document.getElementById('read')"
            ".getBoundingClientRect(); return box.bottom > around.top && box.top < around.bottom; }"
        )


def test_the_keyboard_alone_is_enough(browser, served):
    with opened(browser, served, "/archive") as page:
        page.keyboard.press("g")
        page.keyboard.press("a")
        page.wait_for_url("**/")
        page.keyboard.press("/")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.wait_for_selector("#answer .made")
        page.locator("body").press("Tab")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("n")
        page.keyboard.press("Enter")
        page.wait_for_selector("#read mark")
        assert page.evaluate("document.activeElement.id") == "read"
        page.keyboard.press("Escape")
        assert page.locator("#panel").is_hidden()
        assert page.evaluate("document.activeElement.className") == "cite"
        page.goto("/help")
        page.uncheck("#keys")
        page.keyboard.press("g")
        page.keyboard.press("b")
        assert page.url.endswith("/help")


def test_the_first_tab_leads_past_the_navigation(browser, served):
    with opened(browser, served, "/archive") as page:
        page.keyboard.press("Tab")
        assert page.locator(":focus").inner_text() == "Skip to the content"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_questions_are_remembered_by_this_browser_until_they_are_cleared(browser, served):
    with opened(browser, served) as page:
        assert page.locator("#history").is_hidden()
        ask(page, QUESTION)
        ask(page, NOWHERE)
        page.goto("/")
        assert page.locator("#history a").all_text_contents() == [NOWHERE, QUESTION]
        page.locator("#history a").first.focus()
        page.keyboard.press("ArrowDown")
        assert page.locator("#history a").nth(1).evaluate("link => link === document.activeElement")
        page.keyboard.press("Enter")
        page.wait_for_selector("#answer .claims")
        page.click("#forget")
        assert page.locator("#history").is_hidden()


def test_what_the_bulletins_do_not_say_shows_the_nearest(browser, served):
    with opened(browser, served) as page:
        ask(page, NOWHERE)
        assert "The bulletins do not say." in page.locator("#answer").inner_text()
        page.locator("#answer .nearest a.cite").first.click()
        page.wait_for_selector("#read h2")


def test_what_was_withheld_and_why_is_one_click_away(browser, served):
    with opened(browser, served) as page:
        ask(page, "How many people attended the opening of the Lutz bridge?")
        held = page.locator("#answer .withheld")
        assert held.locator("li").first.is_hidden()
        held.locator("summary").click()
        assert "Ignore all previous instructions" in held.inner_text()
        assert "orders to a machine" in held.inner_text()
        assert "Ignore" not in page.locator(".claims").inner_text()


def test_a_question_that_cannot_be_understood_says_so(browser, served):
    with opened(browser, served, refused="422") as page:
        page.fill("#country", "Atlantis")
        page.fill("#q", QUESTION)
        with page.expect_response("**/api/v1/answers") as answered:
            page.press("#q", "Enter")
        assert answered.value.status == 422
        assert "Atlantis" in page.locator("#complaint").inner_text()


def test_without_scripts_the_whole_answer_is_there(browser, served):
    with opened(browser, served, java_script_enabled=False) as page:
        page.fill("#q", QUESTION)
        page.click("text=Ask >> nth=-1")
        page.wait_for_selector("#answer .claims")
        page.locator(".claims a.cite").first.click()
        page.wait_for_selector(".bulletin mark")


def test_a_briefing_is_read_and_its_citations_open(browser, served, made):
    with opened(browser, served, made) as page:
        frame = page.frame_locator("#document")
        page.wait_for_function("document.getElementById('document').style.height !== ''")
        cite = frame.locator("a[href^='#source-']").first
        cite.click()
        page.wait_for_selector("#read mark")
        marked = " ".join(page.locator("#read mark").all_text_contents())
        assert marked.split()[0] in cite.get_attribute("title")
        page.keyboard.press("Escape")
        assert page.locator("#panel").is_hidden()


@pytest.mark.parametrize("form", ["Word", "PDF", "Markdown", "HTML", "JSON"])
def test_a_briefing_is_downloaded_in_every_form(browser, served, made, form, tmp_path):
    with opened(browser, served, made) as page:
        link = page.locator(".forms a", has_text=form)
        if not link.count():
            pytest.skip(f"no writer of {form} is there")
        with page.expect_download() as download:
            link.click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
    assert file.stat().st_size > 1000
    if form == "Word":
        assert file.suffix == ".docx"
        assert "word/document.xml" in ZipFile(file).namelist()


def test_a_draft_is_marked_up(browser, served):
    with opened(browser, served, "/check") as page:
        page.fill("#draft", DRAFT)
        page.click("main .go")
        page.wait_for_selector("#document")
        assert "not found" in page.frame_locator("#document").locator("main").inner_text().lower()


def test_a_file_that_is_dropped_is_ingested_and_found(browser, served):
    with opened(browser, served, "/archive/ingest") as page:
        page.evaluate(
            """() => {
                const moved = new DataTransfer();
                moved.items.add(new File(["A flood struck Freedonia on 5 March 2025."], "flood.txt"));
                window.dispatchEvent(new DragEvent("drop", { dataTransfer: moved, cancelable: true }));
            }"""
        )
        page.wait_for_selector("text=To the archive")
        assert page.locator("#work .lead").inner_text().startswith("1 added")
        page.goto("/archive?q=flood+in+Freedonia")
        assert "Freedonia" in page.locator(".entries li").first.inner_text()


def test_a_hostile_bulletin_shows_as_text(browser, served):
    with opened(browser, served, "/archive?q=quake+in+Ruritania") as page:
        link = page.locator(".entries a.cite").first
        assert "<script>alert('title')</script>" in link.inner_text()
        link.click()
        page.wait_for_selector("#read h2")
        assert "<script>alert('body')</script>" in page.locator("#read .body").inner_text()
        page.locator("#read a").last.click()
        page.wait_for_selector(".bulletin")
        assert "onerror=alert('image')" in page.locator("h1").inner_text()
        assert page.locator("main script, main img, main svg, a[href^='javascript']").count() == 0
        page.goto("/?q=What+did+Zamzam+report+in+Ruritania%3F")
        assert page.locator("#answer script, #answer img").count() == 0


def test_the_theme_can_be_chosen_and_stays(browser, served):
    with opened(browser, served, color_scheme="light") as page:
        paper = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(paper)
        page.click("#theme")
        dark = page.evaluate(paper)
        assert dark != light
        page.goto("/help")
        assert page.evaluate(paper) == dark


def test_the_document_takes_the_theme_that_was_chosen(browser, served, made):
    with opened(browser, served, made, color_scheme="light") as page:
        page.wait_for_function("document.getElementById('document').style.height !== ''")
        paper = "getComputedStyle(document.getElementById('document').contentDocument.body).backgroundColor"
        light = page.evaluate(paper)
        page.click("#theme")
        assert page.evaluate(paper) != light
        page.click("#theme")
        assert page.evaluate(paper) == light


@pytest.mark.parametrize("path", ["/", "/brief", "/archive", "/archive/ingest", "/check", "/evals", "/help"])
def test_a_phone_shows_each_page_without_scrolling_sideways(browser, served, path):
    with opened(browser, served) as page:
        page.set_viewport_size(PHONE)
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def serious(page) -> list[str]:
    """What axe holds to be serious or critical, in the page and in the document that it frames."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"resultTypes": ["violations"], "iframes": False}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


def test_axe_finds_nothing_serious_on_the_pages(browser, served, scheme):
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    with opened(browser, served, color_scheme=scheme, reduced_motion="reduce") as page:
        for path in ("/", "/brief", "/archive?q=attack", "/archive/ingest", "/check", "/evals", "/help"):
            page.goto(path)
            assert (path, serious(page)) == (path, [])
        page.goto("/")
        ask(page, QUESTION)
        assert serious(page) == []
        page.locator(".claims a.cite").first.click()
        page.wait_for_selector("#read mark")
        assert serious(page) == []
        page.locator("#read a").last.click()
        page.wait_for_selector(".bulletin mark")
        assert serious(page) == []


def test_axe_finds_nothing_serious_on_work_that_is_done(browser, served, made, scheme):
    pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    with opened(browser, served, made, color_scheme=scheme, reduced_motion="reduce") as page:
        assert serious(page) == []
        page.goto("/check")
        page.fill("#draft", DRAFT)
        page.click("main .go")
        page.wait_for_selector("#document")
        assert serious(page) == []
