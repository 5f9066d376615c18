// A briefing, a check or an ingest: followed while it is made; then the document, its citations open beside it.
import { addressOf, make } from "./dom.js";
import { onKey } from "./page.js";
import { open } from "./panel.js";

const work = document.getElementById("work");
const frame = document.getElementById("document");

if (work.dataset.state === "waiting" || work.dataset.state === "running") {
  const source = new EventSource(`/api/v1/jobs/${work.dataset.id}/events`);
  source.addEventListener("step", (event) => progress(JSON.parse(event.data)));
  source.addEventListener("job", () => {
    source.close();
    location.reload();
  });
}

function progress({ stage, done, total }) {
  const steps = [...document.querySelectorAll("#steps li")];
  const at = steps.findIndex((each) => each.dataset.stage === stage);
  steps.forEach((each, index) => {
    each.className = index < at ? "past" : index === at ? "now" : "";
    if (index === at) each.setAttribute("aria-current", "step");
    else each.removeAttribute("aria-current");
  });
  const bar = document.getElementById("bar");
  if (total) {
    bar.max = total;
    bar.value = done;
  } else bar.removeAttribute("value");
  document.getElementById("count").textContent = total ? `${done} of ${total}` : "";
}

if (frame) {
  const ready = () => frame.contentDocument?.readyState === "complete" && frame.contentDocument.URL !== "about:blank";
  if (ready()) prepare();
  else frame.addEventListener("load", prepare, { once: true });
}

// The framed document runs no script; what it needs is done from here.
function prepare() {
  const inner = frame.contentDocument;
  const fit = () => { frame.style.height = `${Math.ceil(inner.documentElement.getBoundingClientRect().height) + 2}px`; };
  new ResizeObserver(fit).observe(inner.documentElement);
  follow(inner);
  inner.addEventListener("click", followed);
  inner.addEventListener("keydown", onKey);
  fit();
}

// The document has the system's colours of itself; those that were chosen here it is given.
function follow(inner) {
  const rules = [...inner.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const dark = rules.filter((rule) => rule.media?.mediaText.includes("prefers-color-scheme: dark"));
  const paint = () => {
    const { theme } = document.documentElement.dataset;
    if (!theme) return;
    for (const rule of dark) rule.media.mediaText = theme === "dark" ? "all" : "not all";
    inner.documentElement.style.colorScheme = theme;
  };
  new MutationObserver(paint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  paint();
}

function followed(event) {
  const link = event.target.closest("a");
  if (!link) return;
  const [, number] = /#source-(\d+)$/.exec(link.getAttribute("href")) ?? [];
  const cited = number ? citationsOf(Number(number), link.title) : [];
  if (cited.length) {
    event.preventDefault();
    open(make("a", { href: addressOf(cited) }), link);
  } else if (/^https?:/.test(link.getAttribute("href"))) {
    event.preventDefault();
    window.open(link.href, "_blank", "noopener,noreferrer");
  } else if (link.hash) {
    event.preventDefault();
    const target = frame.contentDocument.getElementById(link.hash.slice(1));
    target?.scrollIntoView({ block: "center" });
    target?.focus?.();
  }
}

// A marker's title holds the words that were cited there; a source cited elsewhere may have others.
function citationsOf(number, title) {
  const all = JSON.parse(document.getElementById("citations")?.content.textContent ?? "[]");
  const ofSource = all.filter((each) => each.n === number);
  const plain = (text) => text.replace(/\s+/g, " ").trim();
  const here = ofSource.filter((each) => plain(title).includes(plain(each.quote)));
  return here.length ? here : ofSource;
}
