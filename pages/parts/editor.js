// The page to write on. Its words go to the draft route as they are typed; Streamlit only hears the revision.

const QUIET = 1500; // ms after a save before the page is told: a rerun for every pause would disturb the writer
const SAID = {
  fresh: () => "What you write is saved as you go",
  saving: () => "Saving…",
  saved: ({ at }) => (at ? `Saved ${at}` : "Saved"),
  waiting: () => "Not saved yet, trying again",
  "signed out": () => "Not saved: you are signed out. Your words are still on this page, so leave it open.",
  refused: ({ why }) => `Not saved. ${why ?? ""} Your words are still on this page. Copy them before you leave it.`,
  differ: () => "Not saved: choose below which words to keep",
};
const CALM = ["fresh", "saving", "saved"];

class Editor {
  constructor(root) {
    this.root = root;
    this.area = root.querySelector("textarea");
    this.state = root.querySelector(".state");
    this.again = root.querySelector(".again");
    this.both = root.querySelector(".both");
    this.prompts = root.querySelector("details");
    this.turn = 0;
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.area.addEventListener("input", () => this.typed(), { signal });
    this.area.addEventListener("blur", () => this.saver.flush(), { signal });
    window.addEventListener("resize", () => this.grow(), { signal });
    window.visualViewport?.addEventListener("resize", () => this.rise(), { signal });
    window.visualViewport?.addEventListener("scroll", () => this.rise(), { signal });
    const both = () => `${this.area.value}\n\n${this.theirs}`;
    root.querySelector(".keep").addEventListener("click", () => this.settle(both()), { signal });
    root.querySelector(".mine").addEventListener("click", () => this.settle(this.area.value), { signal });
    root.querySelector(".take").addEventListener("click", () => this.settle(this.theirs), { signal });
  }

  receive(data, report) {
    this.report = report;
    this.known = data.revision;
    this.draw(data);
    const saver = Saver.of(data);
    const newer = saver.adopt(data);
    if (saver !== this.saver) {
      this.saver?.release();
      this.saver = saver;
      this.show(saver.text);
      saver.attach((kind, more) => this.tell(kind, more));
    } else if (newer && this.area.value !== saver.text) this.show(saver.text);
  }

  draw(data) {
    this.root.querySelector("label").textContent = data.label;
    this.area.style.minHeight = `${data.height}px`;
    this.root.classList.toggle("alone", !data.prompts.length);
    this.prompts.hidden = !data.prompts.length;
    if (this.drawn === undefined) this.prompts.open = !matchMedia("(max-width: 46rem)").matches;
    this.drawn = true;
    this.prompts.querySelector("ul").replaceChildren(
      ...data.prompts.map((prompt) => Object.assign(document.createElement("li"), { textContent: prompt })),
    );
  }

  show(text) {
    const { selectionStart, selectionEnd } = this.area;
    const focused = this.area.getRootNode().activeElement === this.area;
    this.area.value = text;
    if (focused) this.area.setSelectionRange(selectionStart, selectionEnd);
    this.grow();
  }

  grow() {
    // Measured at nought the page would jump: the height of the whole is held meanwhile.
    this.area.parentElement.style.minHeight = `${this.area.parentElement.offsetHeight}px`;
    this.area.style.height = "auto";
    this.area.style.height = `${this.area.scrollHeight + 2}px`;
    this.area.parentElement.style.minHeight = "";
  }

  typed() {
    this.grow();
    this.saver.type(this.area.value);
  }

  tell(kind, more) {
    this.both.hidden = kind !== "differ";
    this.again.hidden = kind !== "signed out";
    if (kind === "differ") this.offer(more.theirs);
    this.say(SAID[kind](more), kind === "saved" ? "saved" : CALM.includes(kind) ? "" : "unsaved");
    clearTimeout(this.telling);
    if (kind !== "saved" || this.saver.revision <= this.known) return;
    this.telling = setTimeout(() => this.saver.unsaved || this.report(this.saver.revision), QUIET);
  }

  offer(theirs) {
    this.theirs = theirs;
    this.both.querySelector(".theirs").textContent = theirs || "(an empty page)";
  }

  settle(text) {
    this.both.hidden = true;
    this.show(text);
    this.area.focus();
    this.saver.settle(text);
  }

  // A screen reader repeats what is written anew, so the same words are not written twice.
  say(words, kind) {
    if (this.state.textContent !== words) this.state.textContent = words;
    this.state.className = `state ${kind}`;
  }

  // A keyboard on the glass lies over the foot of the page: the line that says "Saved" stays above it.
  rise() {
    const { height, offsetTop } = window.visualViewport;
    this.root.style.setProperty("--covered", `${Math.max(0, innerHeight - height - offsetTop)}px`);
  }

  close() {
    this.saver.release();
    clearTimeout(this.telling);
    this.gone.abort();
  }
}

const editors = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".editor");
  const editor = editors.get(root) ?? new Editor(root);
  editors.set(root, editor);
  const turn = ++editor.turn;
  editor.receive(data, (revision) => setStateValue("revision", revision));
  // Streamlit also cleans up after a call that a newer one overtook; only the newest may close the page.
  return () => {
    if (turn !== editor.turn) return;
    editor.close();
    editors.delete(root);
  };
}
