// Draws stories and passages as letters. Words arrive as data and only ever become text nodes.

const REPLACEMENT = /\[[^[\]\n]{1,60}\]/g;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function softly(parent, text) {
  let from = 0;
  for (const found of text.matchAll(REPLACEMENT)) {
    parent.append(text.slice(from, found.index), make("span", "soft", found[0]));
    from = found.index + found[0].length;
  }
  parent.append(text.slice(from));
}

function drawWords(parent, text, marks) {
  let from = 0;
  for (const [start, end] of marks) {
    softly(parent, text.slice(from, start));
    const mark = make("mark");
    softly(mark, text.slice(start, end));
    parent.append(mark);
    from = end;
  }
  softly(parent, text.slice(from));
}

function drawItem(item, press) {
  const article = make("article", item.passage ? "passage" : "whole");
  if (item.small_line) article.append(make("p", "small", item.small_line));
  const words = make("blockquote", "letter");
  drawWords(words, item.text, item.marks);
  article.append(words);
  if (item.why) article.append(make("p", "why", item.why));
  if (item.actions.length) {
    const deeds = make("div", "deeds");
    for (const [name, said] of item.actions) {
      const button = make("button", "quiet", said);
      button.type = "button";
      if (item.small_line) button.setAttribute("aria-label", `${said}: ${item.small_line}`);
      button.addEventListener("click", () => press({ id: item.id, action: name }));
      deeds.append(button);
    }
    article.append(deeds);
  }
  return article;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".letters");
  root.replaceChildren(...data.items.map((item) => drawItem(item, (chosen) => setTriggerValue("chosen", chosen))));
}
