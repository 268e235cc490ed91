"""What a page owes to people who see badly or not at all, measured on the drawn page."""

from playwright.sync_api import Page

# WCAG AA: 4.5 for text, 3 for large text.
_CONTRASTS = """() => {
  const numbers = (colour) => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = ([red, green, blue]) => {
    const parts = [red, green, blue].map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    const style = getComputedStyle(node);
    const off = node.closest(":disabled, svg, noscript, .visually-hidden, [hidden]");
    if (!texts.currentNode.data.trim() || off || !node.checkVisibility({ opacityProperty: true })) continue;
    const [one, other] = [light(numbers(style.color)), light(ground(node))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const size = parseFloat(style.fontSize);
    const wanted = size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5;
    const words = texts.currentNode.data.trim().slice(0, 40);
    if (ratio < wanted) found.push(`${ratio.toFixed(2)}: ${words}`);
  }
  return found;
}"""

NAMED_ROLES = {
    "button",
    "checkbox",
    "combobox",
    "dialog",
    "image",
    "link",
    "listbox",
    "menuitem",
    "option",
    "radio",
    "spinbutton",
    "textbox",
}


def faint_texts(page: Page) -> list[str]:
    """Visible texts whose contrast with their ground is too low, each with its ratio."""
    found: list[str] = page.evaluate(_CONTRASTS)
    return found


def nameless_controls(page: Page) -> list[str]:
    """Roles of controls for which a screen reader has no name."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        node["role"]["value"]
        for node in nodes
        if not node["ignored"]
        and node["role"]["value"] in NAMED_ROLES
        and not node.get("name", {}).get("value", "").strip()
    ]
