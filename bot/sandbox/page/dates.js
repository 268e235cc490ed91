// Dates as text, in the reader's own zone.

const STYLES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

function formatter(options, zone) {
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  }
}

const dayKey = (date, zone) => formatter(STYLES.date_num, zone).format(date);

function nearDay(date, now, zone) {
  const day = 86_400_000;
  const key = dayKey(date, zone);
  if (key === dayKey(now, zone)) return "today";
  if (key === dayKey(new Date(now.getTime() - day), zone)) return "yesterday";
  if (key === dayKey(new Date(now.getTime() + day), zone)) return "tomorrow";
  return null;
}

function ago(date, now) {
  const relative = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  const seconds = Math.round((date - now) / 1000);
  for (const [unit, length] of [
    ["year", 31_536_000],
    ["month", 2_592_000],
    ["day", 86_400],
    ["hour", 3600],
    ["minute", 60],
  ]) {
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit);
  }
  return relative.format(seconds, "second");
}

function token(name, date, now, zone) {
  if (name === "ago") return ago(date, now);
  if (name.endsWith("_pretty")) {
    const plain = name.slice(0, -"_pretty".length);
    return nearDay(date, now, zone) ?? token(plain, date, now, zone);
  }
  return STYLES[name] ? formatter(STYLES[name], zone).format(date) : null;
}

// "{date_short} at {time}" for a Unix time in seconds; null where the time or a token is unknown.
export function formatDate(seconds, pattern, zone, now = new Date()) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return null;
  let unknown = false;
  const text = pattern.replace(/\{(\w+)\}/g, (whole, name) => {
    const part = token(name, date, now, zone);
    if (part === null) unknown = true;
    return part ?? whole;
  });
  return unknown ? null : text;
}

// The heading over a day's messages.
export function dayName(seconds, zone, now = new Date()) {
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return "";
  const near = nearDay(date, now, zone);
  if (near && near !== "tomorrow") return near[0].toUpperCase() + near.slice(1);
  return formatter(STYLES.date_long, zone).format(date);
}

// How far the zone stands from UTC at an instant, in milliseconds.
function offsetAt(instant, zone) {
  const parts = formatter({ ...STYLES.date_num, ...STYLES.time_secs }, zone).formatToParts(instant);
  const part = (type) => Number(parts.find((found) => found.type === type).value);
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return local - Math.floor(instant / 1000) * 1000;
}

// "2026-11-03T14:05" as the zone's clock shows it ↔ Unix seconds.
export function secondsAt(localText, zone) {
  const asUtc = Date.parse(`${localText}Z`);
  if (Number.isNaN(asUtc)) return null;
  const guess = asUtc - offsetAt(asUtc, zone);
  return Math.floor((asUtc - offsetAt(guess, zone)) / 1000);
}

export function localAt(seconds, zone) {
  const instant = seconds * 1000;
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 16);
}
