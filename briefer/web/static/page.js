// Every page: citations open beside the text, keys, the theme.
import { close, open } from "./panel.js";
import { recall, remember } from "./store.js";

const isPlainClick = (event) => event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.cite");
  if (!link || !isPlainClick(event)) return;
  event.preventDefault();
  open(link);
});

const inField = (target) => target.closest?.("input, textarea, select, [contenteditable]");
let isGoing = false;

export function onKey(event) {
  if (event.key === "Escape") {
    if (close()) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target) || !recall("keys", true)) return;
  const going = isGoing;
  isGoing = false;
  if (going) document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  else if (event.key === "g") isGoing = true;
  else if (event.key === "/") focusOn(document.querySelector("[data-first]"), event);
  else if (event.key === "?") document.querySelector('[data-key="h"]').click();
  else if (event.key === "n") step(1, event);
  else if (event.key === "p") step(-1, event);
}
document.addEventListener("keydown", onKey);

function focusOn(element, event) {
  if (!element) return;
  event.preventDefault();
  element.focus();
}

function step(by, event) {
  const links = [...document.querySelectorAll("main a.cite")].filter((each) => each.checkVisibility());
  if (!links.length) return;
  const current = document.querySelector('.cite[aria-current="true"]') ?? document.activeElement;
  const at = links.indexOf(current);
  focusOn(links[at < 0 ? (by > 0 ? 0 : links.length - 1) : (at + by + links.length) % links.length], event);
}

const toggle = document.getElementById("theme");
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

function label() {
  toggle.textContent = isDark() ? "Light" : "Dark";
  toggle.setAttribute("aria-label", `Change to ${isDark() ? "light" : "dark"} colours`);
}

toggle.hidden = false;
label();
system.addEventListener("change", label);
toggle.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  try {
    localStorage.setItem("briefer.theme", document.documentElement.dataset.theme);
  } catch { /* it lasts as long as the page */ }
  label();
});

const keys = document.getElementById("keys");
if (keys) {
  document.getElementById("keys-choice").hidden = false;
  keys.checked = recall("keys", true);
  keys.addEventListener("change", () => remember("keys", keys.checked));
}

document.querySelector("main mark")?.scrollIntoView({ block: "center" });
