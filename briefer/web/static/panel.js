// The bulletin beside the text: its words, with those marked that a citation points at.
import { make } from "./dom.js";

const panel = document.getElementById("panel");
const read = document.getElementById("read");
let opener = null;

// `from` is what gets the focus back: the link itself, unless it stands in a frame and is opened for another.
export async function open(link, from = link) {
  const address = new URL(link.href, location.href);
  const id = address.pathname.split("/").pop();
  const response = await fetch(`/api/v1/bulletins/${id}`, { headers: { Accept: "application/json" } });
  if (!response.ok) {
    location.assign(address);
    return;
  }
  show(await response.json(), address);
  document.querySelectorAll('.cite[aria-current="true"]').forEach((each) => each.removeAttribute("aria-current"));
  from.setAttribute("aria-current", "true");
  opener = from;
  panel.hidden = false;
  document.body.classList.add("reading");
  read.focus({ preventScroll: true });
  read.querySelector("mark")?.scrollIntoView({ block: "center" });
}

export function close() {
  if (panel.hidden) return false;
  panel.hidden = true;
  document.body.classList.remove("reading");
  opener?.removeAttribute("aria-current");
  opener?.ownerDocument.defaultView?.focus();
  opener?.focus();
  opener = null;
  return true;
}

function show(bulletin, address) {
  const facts = [bulletin.date_text, bulletin.outlets.join(", ")].filter(Boolean).join(" · ");
  read.replaceChildren(
    make("h2", {}, make("bdi", {}, bulletin.title || "Untitled")),
    make("p", { class: "facts" }, facts),
    make("div", { class: "body" }, make("bdi", {}, ...pieces(bulletin.body, address.searchParams.get("marks")))),
    make("p", { class: "facts" }, make("bdi", {}, bulletin.source)),
    make("p", {}, make("a", { href: address.pathname + address.search }, "Open it as a page: where it is cited, its copies")),
  );
  read.scrollTop = 0;
}

// Offsets count characters as Python does, code points; strings here count UTF-16 units.
function pieces(body, marks) {
  const points = Array.from(body);
  const spans = [...(marks ?? "").matchAll(/(\d+)-(\d+)/g)]
    .map(([, start, end]) => [Number(start), Math.min(Number(end), points.length)])
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0]);
  const found = [];
  let at = 0;
  for (const [start, end] of spans) {
    const first = Math.max(start, at);
    if (first >= end) continue;
    if (first > at) found.push(points.slice(at, first).join(""));
    found.push(make("mark", {}, points.slice(first, end).join("")));
    at = end;
  }
  found.push(points.slice(at).join(""));
  return found;
}

document.getElementById("close").addEventListener("click", close);
