// The page to write on. Its words go to the draft route as they are typed; Streamlit only hears the revision.

const QUIET = 1500; // ms after a save before the page is told: a rerun for every pause would disturb the writer
const SAID = {
  fresh: "What you write is saved as you go",
  saving: "Saving…",
  waiting: "Not saved yet, trying again",
  "signed out": "You were signed out. What you typed is kept on this screen: sign in again in another tab.",
  differ: "Not saved: choose below which words to keep",
};

class Editor {
  constructor(root) {
    this.root = root;
    this.area = root.querySelector("textarea");
    this.state = root.querySelector(".state");
    this.both = root.querySelector(".both");
    this.prompts = root.querySelector("details");
    this.turn = 0;
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.area.addEventListener("input", () => this.typed(), { signal });
    this.area.addEventListener("blur", () => this.saver.flush(), { signal });
    // A press elsewhere may lead to the next page: the words go first.
    document.addEventListener("pointerdown", () => this.saver.flush(), { signal, capture: true });
    document.addEventListener("visibilitychange", () => document.hidden && this.saver.leave(), { signal });
    window.addEventListener("pagehide", () => this.saver.leave(), { signal });
    window.addEventListener("online", () => this.saver.flush(), { signal });
    window.addEventListener("resize", () => this.grow(), { signal });
    window.addEventListener("beforeunload", (event) => this.saver.unsaved && event.preventDefault(), { signal });
    root.querySelector(".mine").addEventListener("click", () => this.settle(this.area.value), { signal });
    root.querySelector(".take").addEventListener("click", () => this.settle(this.theirs), { signal });
  }

  receive(data, report) {
    this.report = report;
    this.draw(data);
    const id = `${data.draft}/${data.field}`;
    if (this.saver?.id !== id) {
      this.saver?.flush();
      const saver = new Saver(data.draft, data.field, data.value, data.revision, (kind, more) => {
        if (saver === this.saver) this.tell(kind, more);
      });
      this.saver = saver;
      this.show(saver.text);
      this.both.hidden = true;
      if (saver.unsaved) this.say(SAID.waiting, "unsaved");
      else this.say(data.value ? savedAt(data.saved_at) : SAID.fresh, data.value ? "saved" : "");
    } else if (this.saver.adopt(data.value, data.revision)) {
      if (this.area.value !== data.value) this.show(data.value);
      this.say(savedAt(data.saved_at), "saved");
    }
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

  tell(kind, more = {}) {
    this.both.hidden = kind !== "differ";
    if (kind === "saved") {
      this.say(savedAt(more.at), "saved");
      clearTimeout(this.telling);
      this.telling = setTimeout(() => this.saver.unsaved || this.report(this.saver.revision), QUIET);
    } else {
      if (kind === "differ") this.offer(more.theirs);
      this.say(SAID[kind], kind === "saving" ? "" : "unsaved");
    }
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

  close() {
    this.saver.flush();
    clearTimeout(this.telling);
    this.gone.abort();
  }
}

function savedAt(time) {
  return time ? `Saved ${time}` : "Saved";
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
