// Who one is and where one stands, as kept in the address: `?as=U1#C1`, `?as=U1#home`.

export const HOME = "home";

export function readAddress() {
  const user = new URLSearchParams(location.search).get("as") || null;
  const place = decodeURIComponent(location.hash.replace(/^#/, "")) || null;
  return { user, place };
}

export function writeAddress(user, place, { instead = false } = {}) {
  const search = user ? `?${new URLSearchParams({ as: user })}` : "";
  const url = `${location.pathname}${search}${place ? `#${encodeURIComponent(place)}` : ""}`;
  if (url === `${location.pathname}${location.search}${location.hash}`) return;
  history[instead ? "replaceState" : "pushState"](null, "", url);
}
