// What the browser remembers between visits: the theme and whom one was lately. Storage may be forbidden, in which
// case nothing is remembered and nothing breaks.

export function recall(key, fallback) {
  try {
    const text = localStorage.getItem(`sandbox-${key}`);
    return text === null ? fallback : text;
  } catch {
    return fallback;
  }
}

export function remember(key, text) {
  try {
    if (text === null) localStorage.removeItem(`sandbox-${key}`);
    else localStorage.setItem(`sandbox-${key}`, text);
  } catch {
    // Nothing to do: remembering is a comfort.
  }
}

const RECENT_PEOPLE = 4;

export function recentPeople() {
  return recall("recent", "").split(" ").filter(Boolean);
}

export function rememberPerson(id) {
  const others = recentPeople().filter((known) => known !== id);
  remember("recent", [id, ...others].slice(0, RECENT_PEOPLE + 1).join(" "));
}
