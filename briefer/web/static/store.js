// What this browser remembers. Where storage is closed to us, nothing is remembered and nothing fails.
export function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(`briefer.${name}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(`briefer.${name}`);
    else localStorage.setItem(`briefer.${name}`, JSON.stringify(value));
  } catch { /* full or closed */ }
}
