// The looks of text on the page that is open; measureContrast(some) then measures those of it, three
// elements of each. A look is what the contrast is made of: the text's colour and size, what is
// painted behind it, and where it stands among elements and their classes.
async () => {
  const looks = new Map();

  function around(element) {
    if (!element) return "";
    if (!looks.has(element)) {
      const is = getComputedStyle(element);
      const painted = [
        is.backgroundColor, is.backgroundImage, is.opacity, is.filter, is.mixBlendMode, is.position,
        is.zIndex,
      ];
      const named = `${element.localName}.${element.className.baseVal ?? element.className}`;
      const off = element.matches(":disabled, [aria-disabled=true]") ? " off" : "";
      looks.set(element, `${around(element.parentElement)}>${named}${off} ${painted.join(" ")}`);
    }
    return looks.get(element);
  }

  function look(element) {
    const is = getComputedStyle(element);
    const text = [
      is.color, is.fontSize, is.fontWeight, is.textShadow, is.webkitTextFillColor,
      is.webkitTextStrokeColor, is.webkitTextStrokeWidth,
    ];
    const before = ["::before", "::after"].map((one) => {
      const beside = getComputedStyle(element, one);
      return beside.content === "none" ? "" : `${beside.backgroundColor} ${beside.position}`;
    });
    return `${around(element)} ${text.join(" ")} ${before.join(" ")}`;
  }

  // A look is long: its digest is handed over
  const keys = new Map();
  async function key(element) {
    const is = look(element);
    if (!keys.has(is)) {
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(is));
      keys.set(is, btoa(String.fromCharCode(...new Uint8Array(digest).slice(0, 15))));
    }
    return keys.get(is);
  }

  // What axe measures: not the options of a list, nor what nobody sees
  const UNMEASURED = ["hidden", "range", "color", "checkbox", "radio", "image"];
  function hasText(element) {
    if (element.matches("input")) return !UNMEASURED.includes(element.type);
    if (element.matches("select, textarea")) return true;
    return !element.matches("option") && Array.from(element.childNodes).some(
      (node) => node.nodeType === Node.TEXT_NODE && node.data.trim(),
    );
  }
  function isSeen(element) {
    const boxes = Array.from(element.getClientRects());
    return element.checkVisibility() && boxes.some((box) => box.width > 1 && box.height > 1);
  }

  const alike = new Map();
  for (const element of document.querySelectorAll("body, body *")) {
    if (!hasText(element) || !isSeen(element)) continue;
    const is = await key(element);
    if (!alike.has(is)) alike.set(is, []);
    if (alike.get(is).length < 3) alike.get(is).push(element);
  }

  globalThis.measureContrast = async (some) => {
    const said = await axe.run({ include: some.flatMap((is) => alike.get(is)) }, {
      runOnly: ["color-contrast"], resultTypes: ["violations", "passes", "incomplete"],
      elementRef: true,
    });
    // One that is hidden passes, too, without a measure
    const measured = said.passes.flatMap((rule) => rule.nodes).filter(
      (node) => node.any.some((check) => check.data?.contrastRatio),
    );
    // White on white is no violation to axe: it takes that as meant
    const unseen = said.incomplete.flatMap((rule) => rule.nodes).filter(
      (node) => node.any.some((check) => check.data?.messageKey === "equalRatio"),
    );
    const wrong = [...said.violations.flatMap((rule) => rule.nodes), ...unseen];
    const passed = new Set(await Promise.all(measured.map((node) => key(node.element))));
    for (const node of wrong) passed.delete(await key(node.element));
    return { wrong: wrong.map((node) => node.target.join(" ")), right: Array.from(passed) };
  };
  return Array.from(alike.keys());
}
