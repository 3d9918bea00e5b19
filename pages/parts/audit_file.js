// Takes the audit along as a table: the page says what is wanted, the program answers with the file.

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".audit-file");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "choice";
  button.textContent = "Take this along as a table";
  const said = document.createElement("p");
  said.className = "small";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      const answer = await fetch("/insight/audit", {
        method: "POST",
        headers: { "X-Insight": "1" },
        body: new URLSearchParams(data),
      });
      if (!answer.ok) throw new Error();
      const link = document.createElement("a");
      link.href = URL.createObjectURL(await answer.blob());
      link.download = "who-did-what.csv";
      link.click();
      URL.revokeObjectURL(link.href);
    } catch {
      said.textContent = "The table could not be made just now. Try again in a minute.";
    }
  });
  root.replaceChildren(button, said);
}
