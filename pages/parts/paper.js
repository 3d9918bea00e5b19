// The guide as it will print. Everything is set as text: what staff typed is never markup.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".paper");
  const make = (tag, className, text, ...inside) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    element.append(...inside);
    return element;
  };
  const ruled = (lines) => {
    const block = make("div", "ruled");
    block.setAttribute("aria-hidden", "true");
    for (let line = 0; line < lines; line += 1) block.append(make("div"));
    return block;
  };
  const box = (text) => make("span", "box", `☐ ${text}`);
  const asking = ({ question, note }) =>
    make("div", "asking", "", make("p", "question", question), make("p", "boxes", "", box("yes"), box("no")),
      ...(note ? [make("p", "tip", note)] : []));
  const question = ({ text, tip, to, lines }) =>
    make("div", "block", "", ...(to ? [make("p", "tip", to)] : []), make("p", "question", text),
      ...(tip ? [make("p", "tip", tip)] : []), ruled(lines));
  const said = make("ul");
  said.append(...data.said.map((line) => make("li", "", line)));
  const first = make("section", "first", "",
    make("h2", "title", data.title), make("p", "tip", data.to), make("h3", "", data.before), said,
    ...data.askings.map(asking), ...data.notes.map((note) => make("p", "note", note)));
  const stages = data.stages.map(({ heading, questions }) =>
    make("section", "stage", "", make("h3", "", heading), ...questions.map(question)));
  const feeling = make("section", "stage", "", make("h3", "", "Better or worse"),
    make("div", "block", "", make("p", "question", data.feeling.question), make("p", "tip", data.feeling.tip),
      ...data.feeling.answers.map((answer) => make("p", "boxes", "", box(answer))), ruled(4)));
  const print = make("button", "choice unprinted", "Print this");
  print.type = "button";
  print.addEventListener("click", () => window.print());
  root.replaceChildren(print, make("div", "sheet", "", first, ...stages, feeling));
}
