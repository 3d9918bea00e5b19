// The themes large, one below another; arrow keys or buttons go from one to the next. Words only become text nodes.

const KEYS = { ArrowDown: 1, ArrowRight: 1, PageDown: 1, ArrowUp: -1, ArrowLeft: -1, PageUp: -1 };

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".wall");
  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const rows = data.rows.map(({ name, quote, behind }) => {
    const row = make("li");
    row.append(make("h2", "", name));
    if (quote) row.append(make("blockquote", "letter", quote));
    row.append(make("p", "behind", behind));
    return row;
  });
  const list = make("ol");
  list.append(...rows);
  const place = make("p");
  place.setAttribute("aria-live", "polite");
  let at = Math.min(Math.max(window.insightWall ?? 0, 0), rows.length - 1);
  const show = (scroll) => {
    rows.forEach((row, number) => {
      if (number === at) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    });
    place.textContent = `${at + 1} of ${rows.length}`;
    window.insightWall = at;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (scroll) rows[at].scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  };
  const go = (step) => {
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    show(true);
  };
  const steps = make("div", "steps");
  for (const [label, step] of [["Back", -1], ["Next", 1]]) {
    const button = make("button", "choice", label);
    button.type = "button";
    button.addEventListener("click", () => go(step));
    steps.append(button);
  }
  steps.append(place);
  root.replaceChildren(list, steps);
  show(false);
  const pressed = (event) => {
    const elsewhere = event.target.closest?.("input, textarea, select, [data-testid=stSidebar]");
    if (elsewhere || event.altKey || event.ctrlKey || event.metaKey || !(event.key in KEYS)) return;
    event.preventDefault();
    go(KEYS[event.key]);
  };
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}
