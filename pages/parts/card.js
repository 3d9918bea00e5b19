// A sheet as it will be handed over: a card, or a letter. Printing prints this sheet and nothing else of the page.

const PAPER = { card: "148mm 105mm", letter: "A5" }; // CSS knows no A6
const WORDS_OF = { card: "Print this card", letter: "Print this letter" };

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

function drawn({ kind, heading, words, lines }) {
  const sheet = make("div", `sheet ${kind}`);
  sheet.append(make("p", "heading", heading));
  if (words.length) {
    const list = make("ol");
    list.setAttribute("role", "list");
    list.append(...words.map((word) => make("li", "", word)));
    sheet.append(list);
  }
  sheet.append(...lines.map((text) => make("p", "line", text)));
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
  try {
    const answer = await fetch("/insight/card", {
      method: "POST",
      headers: { "X-Insight": "1" },
      body: new URLSearchParams({ words: data.words.join("\n"), lines: data.lines.join("\n") }),
    });
    if (!answer.ok) throw new Error();
    const link = make("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = "card.docx";
    link.click();
    URL.revokeObjectURL(link.href);
  } catch {
    said.textContent = "The file could not be made just now. Print the card, or try again.";
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".card");
  const said = make("p", "small");
  said.setAttribute("role", "status");
  const buttons = make("div", "buttons");
  buttons.append(press(WORDS_OF[data.kind], () => print(data)));
  if (data.kind === "card") buttons.append(press("Save it as a Word file", () => save(data, said)));
  root.replaceChildren(drawn(data), buttons, said);
}
