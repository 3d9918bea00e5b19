// Story cards as they will print, one a page. Everything is set as text: what people told is never markup.

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function drawn({ number, line, note, words, more }) {
  const card = make("article", words.length + note.length > 450 ? "story-card full" : "story-card");
  const top = make("p", "top");
  top.append(make("span", "", line), make("span", "", number));
  card.append(top);
  if (note) card.append(make("p", "note", note));
  card.append(...words.split("\n").filter((each) => each.trim()).map((each) => make("p", "words", each)));
  if (more) card.append(make("p", "more", more));
  return card;
}

// A copy beside the page, which the print rules show alone.
function print(cards) {
  document.querySelector(".ins-print")?.remove();
  const alone = make("div", "ins ins-print");
  alone.append(make("style", "", "@page { size: 148mm 105mm; margin: 0; }"), ...cards.map(drawn));
  document.body.append(alone);
  window.addEventListener("afterprint", () => alone.remove(), { once: true });
  window.print();
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".pack");
  const button = make("button", "choice", "Print these cards");
  button.type = "button";
  button.addEventListener("click", () => print(data.cards));
  root.replaceChildren(button, ...data.cards.map(drawn));
}
