// The card as it will be handed over. Printing prints the card and nothing else of the page.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".card");
  const line = (className, text) => {
    const element = document.createElement("p");
    element.className = className;
    element.textContent = text;
    return element;
  };
  const words = document.createElement("ol");
  words.setAttribute("role", "list");
  for (const word of data.words) {
    const item = document.createElement("li");
    item.textContent = word;
    words.append(item);
  }
  const sheet = document.createElement("div");
  sheet.className = "sheet";
  sheet.append(line("heading", data.heading), words, ...data.lines.map((text) => line("line", text)));
  const print = document.createElement("button");
  print.type = "button";
  print.className = "choice unprinted";
  print.textContent = "Print this card";
  print.addEventListener("click", () => window.print());
  root.replaceChildren(sheet, print);
}
