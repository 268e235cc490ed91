// Pictures. Those of this computer are shown; one from elsewhere is fetched only when a person asks for it, so that
// looking at the sandbox tells nobody anything.

import { h } from "../dom.js";
import { icon } from "../icons.js";
import { plain } from "../mrkdwn.js";

const LOCAL_HOSTS = new Set(["127.0.0.1", "localhost", "[::1]"]);
const allowed = new Set();

function locate(text) {
  try {
    return new URL(text, location.href);
  } catch {
    return null;
  }
}

function isLocal(url) {
  if (url.protocol === "data:") return /^data:image\//.test(url.href);
  return url.origin === location.origin || (LOCAL_HOSTS.has(url.hostname) && /^https?:$/.test(url.protocol));
}

const missing = (alt, why, small) =>
  h(
    "span",
    {
      class: small ? "picture-missing picture-small" : "picture-missing",
      role: "img",
      "aria-label": alt,
      title: small ? `${alt} (${why})` : null,
    },
    icon("image"),
    !small && h("span", null, alt, h("small", null, why)),
  );

// source: {image_url, alt_text} or {slack_file, alt_text}.
export function picture(source, className, { small = false } = {}) {
  const alt = source.alt_text || "Picture";
  if (!source.image_url) return missing(alt, "a picture kept in Slack", small);
  const url = locate(source.image_url);
  if (!url || !(isLocal(url) || /^https?:$/.test(url.protocol)))
    return missing(alt, "not an address of a picture", small);
  const holder = h("span", { class: `picture ${className}` });
  const show = () => {
    const broken = () => holder.replaceChildren(missing(alt, "the picture could not be loaded", small));
    holder.replaceChildren(
      h("img", { src: url.href, alt, loading: "lazy", referrerpolicy: "no-referrer", onerror: broken }),
    );
  };
  if (isLocal(url) || allowed.has(url.href)) show();
  else holder.append(offer(alt, url, small, show));
  return holder;
}

function offer(alt, url, small, show) {
  const allow = () => {
    allowed.add(url.href);
    show();
  };
  const label = `Show the picture “${alt}” from ${url.hostname}`;
  return h(
    "button",
    {
      type: "button",
      class: small ? "picture-offer picture-small" : "picture-offer",
      "aria-label": label,
      title: label,
      onclick: allow,
    },
    icon("image"),
    !small && h("span", null, alt, h("small", null, `Show it from ${url.hostname}`)),
  );
}

export function imageBlock(block) {
  const title = block.title && h("figcaption", null, plain(block.title.text, block.title.emoji));
  return h("figure", { class: "image-block" }, title, picture(block, "picture-block"));
}
