// A sheet as it will be handed over: a card, a letter, a receipt, a copy of all one person told. Printing prints this sheet and nothing else of the page.

const PAPER = { card: "148mm 105mm", letter: "A5", receipt: "A5", copy: "A4" }; // CSS knows no A6
const WORDS_OF = {
  card: "Print this card", letter: "Print this letter", receipt: "Print this receipt", copy: "Print this copy",
};
const LATER = "It could not be printed just now. Try again in a minute.";
// What is sent for a Word file of it, and what the file is called.
const FILE_OF = {
  card: ({ words, lines }) => ["card", { words: words.join("\n"), lines: lines.join("\n") }],
  copy: ({ code }) => ["copy", { code }],
};

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function press(words, act) {
  const button = make("button", "choice", words);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

function drawn({ kind, heading, words, lines, sections = [] }) {
  const sheet = make("div", `sheet ${kind}`);
  sheet.append(make("p", "heading", heading));
  if (words.length) {
    const list = make("ol");
    list.setAttribute("role", "list");
    list.append(...words.map((word) => make("li", "", word)));
    sheet.append(list);
  }
  sheet.append(...lines.map((text) => make("p", "line", text)));
  for (const section of sections) {
    sheet.append(make("h2", "heading", section.heading), ...section.lines.map((text) => make("p", "line", text)));
  }
  return sheet;
}

// A copy beside the page, which the print rules show alone: a page of several screens would print as several sheets.
function print(data) {
  document.querySelector(".ins-print")?.remove();
  const alone = make("div", "ins ins-print");
  const paper = make("style", "", `@page { size: ${PAPER[data.kind]}; margin: 0; }`);
  alone.append(paper, drawn(data));
  document.body.append(alone);
  window.addEventListener("afterprint", () => alone.remove(), { once: true });
  window.print();
}

async function save(data, said) {
  said.textContent = "";
  const [name, fields] = FILE_OF[data.kind](data);
  try {
    const answer = await fetch(`/insight/${name}`, {
      method: "POST",
      headers: { "X-Insight": "1" },
      body: new URLSearchParams(fields),
    });
    if (!answer.ok) throw new Error();
    const link = make("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `${name}.docx`;
    link.click();
    URL.revokeObjectURL(link.href);
  } catch {
    said.textContent = "The file could not be made just now. Print it, or try again.";
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".card");
  const said = make("p", "small");
  said.setAttribute("role", "status");
  const buttons = make("div", "buttons");
  const printed = () => (data.typed ? drawFirst(root, said, setTriggerValue, LATER) : print(data));
  buttons.append(press(WORDS_OF[data.kind], printed));
  if (data.kind in FILE_OF) buttons.append(press("Save it as a Word file", () => save(data, said)));
  root.replaceChildren(drawn(data), buttons, said);
  if (answers(root, data.asked)) print(data);
}
