// One part of a share-back at a time, large; arrow keys or buttons go on. Words only become text nodes.

const KEYS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".slides");
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const sheet = make("section");
  sheet.tabIndex = -1;
  const place = make("p");
  place.setAttribute("aria-live", "polite");
  let at = Math.min(Math.max(window.insightSlide ?? 0, 0), data.slides.length - 1);
  const show = () => {
    const { above, heading, text, quote, line, note } = data.slides[at];
    const parts = [];
    if (above) parts.push(make("p", "above", above));
    parts.push(make("h2", "", heading));
    if (note) parts.push(make("p", "behind", note));
    if (text) parts.push(make("p", "ours", text));
    if (quote) parts.push(make("blockquote", "letter", quote));
    if (line) parts.push(make("p", "behind", line));
    sheet.replaceChildren(...parts);
    place.textContent = `${at + 1} of ${data.slides.length}`;
    window.insightSlide = at;
  };
  const go = (step) => {
    at = Math.min(Math.max(at + step, 0), data.slides.length - 1);
    show();
    sheet.focus({ preventScroll: true });
    root.scrollIntoView({ block: "start", behavior: "auto" });
  };
  const steps = make("div", "steps");
  for (const [label, step] of [["Back", -1], ["Next", 1]]) {
    const button = make("button", "choice", label);
    button.type = "button";
    button.addEventListener("click", () => go(step));
    steps.append(button);
  }
  steps.append(place);
  root.replaceChildren(sheet, steps);
  show();
  const pressed = (event) => {
    const elsewhere = event.target.closest?.("input, textarea, select, [data-testid=stSidebar]");
    if (elsewhere || event.altKey || event.ctrlKey || event.metaKey || !(event.key in KEYS)) return;
    event.preventDefault();
    go(KEYS[event.key]);
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
