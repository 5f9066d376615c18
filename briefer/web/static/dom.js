// Elements from data: text is always set as text, never as markup.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((each) => each !== null && each !== undefined));
  return element;
}

export const formToken = () => document.querySelector('meta[name="form-token"]').content;

const SIGNS = { supported: "✓", contradicted: "✗", "not found": "?" };

export function verdict(support) {
  const sign = make("span", { "aria-hidden": "true" }, SIGNS[support] ?? "");
  return make("span", { class: `verdict ${support.replace(" ", "-")}` }, sign, ` ${support}`);
}

// "12-80,95-120": the stretches that citations of one bulletin mark.
export function marksOf(citations) {
  const spans = new Set(citations.map((each) => `${each.start}-${each.end}`));
  return [...spans].sort((a, b) => parseInt(a) - parseInt(b)).join(",");
}

export const addressOf = (citations) =>
  `/bulletins/${encodeURIComponent(citations[0].bulletin_id)}?marks=${marksOf(citations)}`;
