// The review on the screen: the story as a letter, what is taken out as soft pills, and who is spoken of beside it.

const REST = 250; // ms a pointer rests on a mention before it is explained: on its way to the side it crosses others

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function press(words, className, act) {
  const button = make("button", className, words);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

class Desk {
  constructor(root) {
    this.root = root;
    this.find = (selector) => root.querySelector(selector);
    this.letter = this.find(".letter");
    this.field = this.find(".words");
    this.pills = new Map();
    this.turn = 0;
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.find("[role=switch]").addEventListener("click", () => this.turnOver(), { signal });
    this.find(".more").addEventListener("submit", (event) => this.add(event), { signal });
    this.field.addEventListener("input", () => this.written(), { signal });
    document.addEventListener("selectionchange", () => this.selected(), { signal });
  }

  receive(data, send) {
    this.send = send;
    const fresh = this.review?.stamp !== data.stamp;
    // What came back may be older than what was decided since: then the person's hand is ahead and stays.
    if (!fresh && (data.turn < this.review.turn || this.review.isDecided(data.spans))) return;
    this.review = new Review(data);
    this.letter.setAttribute("aria-label", data.title);
    this.called = data.called;
    this.find("select").replaceChildren(
      ...data.kinds.filter((kind) => kind.ask).map((kind) => new Option(kind.ask, kind.label)),
    );
    if (fresh) this.find(".about").replaceChildren(make("p", "small", "Go to a mention to see what it was, and why."));
    this.find(".about").classList.toggle("told", !fresh);
    this.build();
  }

  // The letter anew: only when stretches come or go, so that focus is not lost at each press.
  build() {
    const { text, spans } = this.review;
    this.pills = new Map();
    const parts = [];
    let from = 0;
    const plain = (start, end) => {
      if (start === end) return;
      const stretch = make("span", "", text.slice(start, end));
      stretch.dataset.start = start;
      stretch.dataset.end = end;
      parts.push(stretch);
    };
    for (const span of spans) {
      plain(from, span.start);
      parts.push(this.pill(span));
      from = span.end;
    }
    plain(from, text.length);
    this.letter.replaceChildren(...parts);
    this.paint();
  }

  pill(span) {
    const button = press("", "", () => this.toggle(span));
    button.dataset.start = span.start;
    button.dataset.end = span.end;
    button.addEventListener("focus", () => this.tell(span));
    button.addEventListener("pointerenter", () => {
      this.resting = setTimeout(() => this.tell(span), REST);
    });
    button.addEventListener("pointerleave", () => clearTimeout(this.resting));
    button.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() !== "a" || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.toggleAll(span.entity, !span.hide);
    });
    this.pills.set(span, button);
    return button;
  }

  paint() {
    for (const [span, button] of this.pills) {
      const said = this.review.said(span);
      const standsIn = bare(span.replacement);
      button.setAttribute("aria-pressed", String(span.hide));
      button.textContent = span.hide && !this.asTold ? standsIn : said;
      const taken = this.asTold ? `${said}, taken out, becomes ${standsIn}` : `${standsIn}, taken out, was ${said}`;
      button.setAttribute("aria-label", span.hide ? taken : `${said}, left in`);
    }
    const hidden = this.review.spans.filter((span) => span.hide).length;
    const left = this.review.spans.length - hidden;
    const count = `${hidden} taken out, ${left} left in to look at`;
    if (this.find(".count").textContent !== count) this.find(".count").textContent = count;
    this.drawList();
    if (this.told && this.pills.has(this.told)) this.tell(this.told);
  }

  toggle(span) {
    span.hide = !span.hide;
    this.decide(span);
  }

  toggleAll(entity, hide) {
    this.review.hideAll(entity, hide);
    this.decide();
  }

  decide(span) {
    if (span) this.told = span;
    this.paint();
    this.send(this.review.decided());
  }

  turnOver() {
    this.asTold = !this.asTold;
    this.find("[role=switch]").setAttribute("aria-checked", String(this.asTold));
    this.paint();
  }

  // What one mention was, what stands in for it, why, and all its mentions at once.
  tell(span) {
    this.told = span;
    const mentions = this.review.mentions(span.entity);
    const line = make("p", "becomes", `${this.review.said(span)} \u2192 ${bare(span.replacement)}`);
    const why = make("p", "small", span.reason.charAt(0).toUpperCase() + span.reason.slice(1));
    const parts = [line, why];
    if (mentions.length > 1) {
      const hide = !span.hide;
      parts.push(press(`${hide ? "Take out" : "Leave in"} all ${mentions.length} mentions`, "quiet", () => this.toggleAll(span.entity, hide)));
    }
    this.find(".about").replaceChildren(...parts);
    this.find(".about").classList.add("told");
    for (const [other, button] of this.pills) button.classList.toggle("same", other.entity === span.entity && other !== span);
    for (const item of this.root.querySelectorAll(".list li")) item.classList.toggle("same", item.dataset.entity === span.entity);
  }

  drawList() {
    const held = this.root.contains(document.activeElement) ? document.activeElement.dataset.hold : undefined;
    const groups = new Map();
    for (const one of this.review.entities()) {
      if (!groups.has(one.kind.group)) groups.set(one.kind.group, []);
      groups.get(one.kind.group).push(one);
    }
    const parts = [];
    for (const [name, members] of groups) {
      const list = make("ul");
      list.append(...members.map((one) => this.listed(one)));
      parts.push(make("h3", "", name), list);
    }
    this.find(".list").replaceChildren(...parts);
    if (held) [...this.root.querySelectorAll("[data-hold]")].find((each) => each.dataset.hold === held)?.focus();
  }

  listed(one) {
    const item = make("li");
    item.dataset.entity = one.entity;
    const line = make("p", "", "");
    line.append(make("strong", "", bare(one.replacement)), `: ${one.words.join(", ")}, ${times(one.mentions.length)}`);
    const hide = one.hidden < one.mentions.length;
    const all = press(hide ? "Take out" : "Leave in", "quiet", () => this.toggleAll(one.entity, hide));
    all.dataset.hold = `all ${one.entity}`;
    all.setAttribute("aria-label", `${hide ? "Take out" : "Leave in"}: ${one.words[0]}, all mentions`);
    const name = press("Other name", "quiet", () => this.askName(item, one));
    name.dataset.hold = `name ${one.entity}`;
    name.setAttribute("aria-label", `Other name for ${bare(one.replacement)}`);
    const deeds = make("div", "deeds");
    deeds.append(all, name);
    item.append(line, deeds);
    return item;
  }

  askName(item, one) {
    item.querySelector("form")?.remove();
    const form = make("form");
    const field = make("input");
    Object.assign(field, { type: "text", value: (one.kind.group === "People" && this.called) || bare(one.replacement), maxLength: 40, autocomplete: "off", spellcheck: false });
    field.setAttribute("aria-label", `What stands in for ${one.words[0]}`);
    const save = make("button", "choice", "Use this name");
    save.type = "submit";
    form.append(field, save);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.review.rename(one.entity, field.value)) return;
      this.decide();
      [...this.root.querySelectorAll("[data-hold]")].find((each) => each.dataset.hold === `name ${one.entity}`)?.focus();
    });
    item.append(form);
    field.select();
  }

  selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!this.letter.contains(range.startContainer) || !this.letter.contains(range.endContainer)) return;
    const start = this.position(range.startContainer, range.startOffset, "start");
    const end = this.position(range.endContainer, range.endOffset, "end");
    const stretch = wholeWords(this.review.text, start, end);
    if (!stretch) return;
    this.pick(stretch);
    this.field.value = this.review.text.slice(...stretch).replace(/\s+/g, " ");
    this.countPlaces();
  }

  position(node, offset, edge) {
    if (node === this.letter) return Number(this.letter.childNodes[offset]?.dataset.start ?? this.review.text.length);
    const part = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (part.tagName === "BUTTON") return Number(part.dataset[edge]);
    if (node.nodeType !== Node.TEXT_NODE) return Number(offset ? part.dataset.end : part.dataset.start);
    return Number(part.dataset.start) + offset;
  }

  // While words are selected the form comes up beside the story, or below it on a narrow screen.
  pick(stretch) {
    this.picked = stretch;
    this.root.classList.toggle("picking", stretch !== undefined);
  }

  written() {
    this.pick(undefined);
    this.countPlaces();
  }

  countPlaces() {
    const places = placesOf(this.review.text, this.field.value);
    this.find(".everywhere").hidden = places.length < 2;
    this.find(".everywhere span").textContent = `everywhere it is said (${times(places.length)})`;
    return places;
  }

  add(event) {
    event.preventDefault();
    const places = this.countPlaces();
    const everywhere = this.find(".everywhere input").checked && places.length > 1;
    const picked = this.picked ? [this.picked] : places.slice(0, 1);
    const stretches = everywhere ? places : picked;
    if (!stretches.length) {
      this.find(".count").textContent = this.field.value.trim() ? "These words are not in the story" : "Select some words in the story first, or write them";
      this.field.focus();
      return;
    }
    this.review.takeOut(stretches, this.find("select").value);
    document.getSelection().removeAllRanges();
    this.pick(undefined);
    this.field.value = "";
    this.find(".everywhere").hidden = true;
    this.build();
    this.tell(this.review.spans.find((span) => span.start <= stretches[0][0] && stretches[0][0] < span.end));
    this.send(this.review.decided());
  }
}

const desks = new WeakMap();

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".marks");
  const desk = desks.get(root) ?? new Desk(root);
  desks.set(root, desk);
  desk.receive(data, (decisions) => setStateValue("decisions", decisions));
  const turn = ++desk.turn;
  // Streamlit also cleans up after a call that a newer one overtook; only the newest may clear the desk.
  return () => {
    if (turn !== desk.turn) return;
    desk.gone.abort();
    desks.delete(root);
  };
}
