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

function drawn(root) {
  const button = document.createElement("button");
  button.type = "button";
  const said = document.createElement("p");
  said.className = "small";
  said.setAttribute("role", "status");
  root.replaceChildren(button, said);
}

async function take(data, button, said) {
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
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".made-file");
  if (!root.hasChildNodes()) drawn(root);
  const [button, said] = root.children;
  button.className = data.primary ? "choice primary" : "choice";
  button.textContent = data.words;
  button.onclick = () => drawFirst(root, said, setTriggerValue, LATER);
  const wanted = JSON.stringify(data.fields);
  if (answers(root, data.asked)) {
    take(data, button, said);
  } else if (!root.waiting && root.wanted !== wanted) {
    said.textContent = ""; // what was said was said of another file
  }
  root.wanted = wanted;
}
