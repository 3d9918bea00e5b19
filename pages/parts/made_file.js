// A button for a file: the page says what is wanted, the program answers with the file or with why there is none.

const LATER = "The file could not be made just now. Try again in a minute.";

async function made({ address, fields }) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-Insight": "1" },
      body: new URLSearchParams(fields),
    });
    return answer.ok ? [await answer.blob(), ""] : [null, (await answer.json()).why];
  } catch {
    return [null, LATER];
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".made-file");
  const button = document.createElement("button");
  button.type = "button";
  button.className = data.primary ? "choice primary" : "choice";
  button.textContent = data.words;
  const said = document.createElement("p");
  said.className = "small";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    said.textContent = "";
    button.disabled = true;
    const [file, why] = await made(data);
    button.disabled = false;
    said.textContent = why || data.done;
    if (!file) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = data.name;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  root.replaceChildren(button, said);
}
