// The answer as it is made: each sentence appears once it was ruled on; at the end the whole page of it is taken over.
import { addressOf, formToken, make, verdict } from "./dom.js";
import { recall, remember } from "./store.js";

const MOST = 50;
const form = document.getElementById("ask");
const answer = document.getElementById("answer");
const progress = document.getElementById("progress");
const history = document.getElementById("history");
let running = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = Object.fromEntries(new FormData(form));
  if (asked.q.trim()) ask(asked);
});

async function ask(asked) {
  running?.abort();
  const mine = (running = new AbortController());
  window.history.pushState(asked, "", `/?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value))}`);
  document.title = `${asked.q.slice(0, 60)} · briefer`;
  begin(asked.q);
  try {
    await follow(asked, mine.signal);
    keep(asked);
  } catch (error) {
    if (!mine.signal.aborted) complain({ detail: "the server cannot be reached", hint: "see whether it still runs" });
  }
  if (running === mine) {
    progress.hidden = true;
    running = null;
  }
}

function begin(question) {
  document.getElementById("about")?.remove();
  document.querySelector("h1").className = "unseen";
  document.getElementById("complaint")?.remove();
  answer.replaceChildren(make("h2", { class: "question" }, make("bdi", {}, question)), make("ol", { class: "claims" }));
  answer.setAttribute("aria-busy", "true");
  tell("retrieving");
}

function tell(text) {
  progress.hidden = false;
  progress.textContent = `${text} …`;
}

async function follow({ q, country, since, until }, signal) {
  const response = await fetch("/api/v1/answers", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream", "X-CSRF-Token": formToken() },
    body: JSON.stringify({ question: q, country, since, until }),
    signal,
  });
  if (!response.ok) {
    complain(await response.json());
    return;
  }
  for await (const [name, record] of events(response.body)) {
    if (name === "step") tell(record.total ? `${record.stage} ${record.done} of ${record.total}` : record.stage);
    else if (name === "sentence" && record.shown) answer.querySelector("ol.claims").append(ruled(record));
    else if (name === "problem") complain(record);
    else if (name === "answer") await settle(record.id, signal);
  }
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const name = /^event: (.*)$/m.exec(block);
      const data = /^data: (.*)$/m.exec(block);
      if (name && data) yield [name[1], JSON.parse(data[1])];
    }
  }
}

function ruled(record) {
  const said = make("p", { class: "said" }, make("bdi", {}, record.text));
  for (const group of Map.groupBy(record.citations, (each) => each.n).values()) {
    const [{ n, title }] = group;
    said.append(" ", make("a", { class: "cite", href: addressOf(group), "aria-label": `Source ${n}: ${title}` }, `[${n}]`));
  }
  const how = record.verdict.judge === "verbatim"
    ? "the bulletin’s own words"
    : `${record.verdict.judge}, ${record.verdict.score.toFixed(2)}`;
  const note = record.note ? ` · ${record.note}` : "";
  return make("li", {}, said, make("p", { class: "ruling" }, verdict(record.verdict.support), ` · ${how}${note}`));
}

// What the server shows of the whole answer, sources and what was withheld among it, in place of what came in parts.
async function settle(id, signal) {
  const response = await fetch(`/answers/${id}`, { signal });
  if (!response.ok) return;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const focused = answer.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  answer.replaceChildren(...document.importNode(page.getElementById("answer"), true).childNodes);
  answer.removeAttribute("aria-busy");
  if (focused) answer.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
}

function complain({ detail, hint }) {
  answer.removeAttribute("aria-busy");
  answer.replaceChildren();
  const told = make("p", {}, make("strong", {}, sentenceOf(detail)), ` ${sentenceOf(hint)}`);
  document.getElementById("complaint")?.remove();
  form.after(make("div", { class: "complaint", role: "alert", id: "complaint" }, told));
}

function sentenceOf(phrase) {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1) + (phrase && !/[.!?…]$/.test(phrase) ? "." : "");
}

function keep(asked) {
  const key = JSON.stringify(asked);
  const others = recall("questions", []).filter((each) => JSON.stringify(each) !== key);
  remember("questions", [asked, ...others].slice(0, MOST));
  list();
}

function list() {
  const asked = recall("questions", []).filter((each) => typeof each?.q === "string");
  history.hidden = asked.length === 0;
  history.querySelector("ul").replaceChildren(
    ...asked.map((each) => {
      const given = Object.entries(each).filter(([, value]) => value);
      const narrowed = [each.country, each.since, each.until].filter(Boolean).join(" · ");
      const link = make("a", { href: `/?${new URLSearchParams(given)}` }, make("bdi", {}, each.q));
      return make("li", {}, link, narrowed ? make("span", { class: "facts" }, ` ${narrowed}`) : null);
    }),
  );
}

history.addEventListener("keydown", (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  const links = [...history.querySelectorAll("a")];
  const next = links[links.indexOf(document.activeElement) + by];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

document.getElementById("forget").addEventListener("click", () => {
  remember("questions", null);
  list();
  document.getElementById("q").focus();
});

window.addEventListener("popstate", () => location.reload());
if (answer.querySelector(".question")) keep(Object.fromEntries(new FormData(form)));
list();
