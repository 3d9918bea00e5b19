// Saves one field of one draft: one request at a time, the latest words win, nothing is given up.
// Unsaved words are held in memory only: what a browser stores lies in the clear on the disk. So it warns before it goes.

const PAUSE = 400; // ms without a key before a save
const SHORT_PAUSE = 150; // for a text too long to be sent while the page is closing
const ANSWER_WITHIN = 10000; // ms until an unanswered request counts as lost
const RETRY = [1000, 2000, 4000, 8000];
const KEEPALIVE_LIMIT = 60000; // bytes; browsers refuse to outlive a page with more than 64 KiB

// The savers of this tab by draft and field. They outlive a redraw of the page, whichever copy of this script drew it.
const SHELF = Symbol.for("insight.savers");
const savers = (window[SHELF] ??= watched(new Map()));

function watched(all) {
  const each = (act) => () => all.forEach(act);
  const flush = each((saver) => saver.flush());
  const leave = each((saver) => saver.leave());
  // A press elsewhere may lead to the next page: the words go first.
  document.addEventListener("pointerdown", flush, { capture: true });
  // Whoever comes back has perhaps signed in again in another tab.
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : flush()));
  window.addEventListener("focus", flush);
  window.addEventListener("online", flush);
  window.addEventListener("pagehide", leave);
  window.addEventListener("beforeunload", (event) => {
    if ([...all.values()].some((saver) => saver.unsaved)) event.preventDefault();
  });
  return all;
}

class Saver {
  // The one that already looks after this field, which may know newer words than the page that is being drawn.
  static of(data) {
    const id = `${data.draft}/${data.field}`;
    if (!savers.has(id)) savers.set(id, new Saver(id, data));
    return savers.get(id);
  }

  constructor(id, { draft, field, value, revision, saved_at }) {
    Object.assign(this, { id, draft, field, revision, text: value, savedText: value, at: saved_at });
    this.sent = []; // without an answer so far: each text with the revision it has if it did arrive
    this.failures = 0;
    this.settled();
  }

  get unsaved() {
    return this.text !== this.savedText || this.sent.length > 0;
  }

  attach(hear) {
    this.hear = hear;
    hear(...this.state);
  }

  // Nobody shows this field any more. Unsaved words go on being sent.
  release() {
    this.hear = undefined;
    this.flush();
    if (!this.unsaved) savers.delete(this.id);
  }

  tell(kind, more = {}) {
    this.state = [kind, more];
    this.hear?.(kind, more);
  }

  type(text) {
    this.text = text;
    if (this.conflict) return;
    if (!this.unsaved) {
      this.settled();
      return;
    }
    // "Saved" would be untrue from the first letter on.
    if (!this.failures) this.tell("saving");
    this.later(this.failures ? undefined : this.pause);
  }

  get pause() {
    return this.text.length < KEEPALIVE_LIMIT / 2 ? PAUSE : SHORT_PAUSE;
  }

  // With no time given, a retry that is already due keeps its turn.
  later(delay) {
    if (delay === undefined && this.timer) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), delay ?? 0);
  }

  flush() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.push();
  }

  // The page is going away: a request may still be under way, and it will have raised the revision by one.
  leave() {
    if (this.underWay === undefined) this.flush();
    else if (this.underWay !== this.text && !this.conflict) this.ahead(this.text, this.revision + 1);
  }

  async ahead(text, revision) {
    try {
      const answer = await this.request(text, revision);
      if (answer.ok) this.saved(text, await answer.json());
    } catch {
      // what is under way is followed by another try
    }
  }

  request(text, revision) {
    if (!this.sentBefore(text, revision + 1)) this.sent.push({ text, revision: revision + 1 });
    const body = JSON.stringify({ field: this.field, text, revision });
    return fetch(`/insight/drafts/${encodeURIComponent(this.draft)}`, {
      method: "POST",
      credentials: "same-origin",
      cache: "no-store",
      headers: { "Content-Type": "application/json", "X-Insight": "1" },
      keepalive: new Blob([body]).size < KEEPALIVE_LIMIT,
      signal: AbortSignal.timeout(ANSWER_WITHIN),
      body,
    });
  }

  async push() {
    if (this.underWay !== undefined || this.conflict || !this.unsaved) return;
    const { text, revision } = this;
    this.underWay = text;
    try {
      const answer = await this.request(text, revision);
      const said = answer.ok || answer.status === 409 || answer.status < 500 ? await answer.json().catch(() => ({})) : {};
      if (answer.ok) this.saved(text, said);
      else if (answer.status === 409) this.revision === revision && this.differ(said);
      else if (answer.status === 401) this.retry("signed out");
      else if (answer.status < 500) this.retry("refused", said);
      else this.retry("waiting");
    } catch {
      this.retry("waiting");
    } finally {
      this.underWay = undefined;
    }
    if (this.unsaved && !this.conflict) this.later(this.failures ? undefined : this.pause);
  }

  saved(text, { revision, saved_at }) {
    if (revision <= this.revision) return; // newer news came first
    this.failures = 0;
    this.known(text, revision, saved_at);
    if (!this.unsaved) this.settled(); // else newer words are on their way
  }

  retry(kind, more) {
    const wait = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    this.tell(kind, more);
    this.later(wait);
  }

  // Other words are saved there. Those that this page sent are no disagreement: their answer was only lost on its way.
  differ({ revision, text, saved_at }) {
    const ours = text === this.text || this.sentBefore(text, revision);
    this.failures = 0;
    this.known(text, revision, saved_at);
    if (!this.unsaved) this.settled();
    else if (!ours) {
      this.conflict = true;
      this.tell("differ", { theirs: text });
    }
  }

  sentBefore(text, revision) {
    return this.sent.some((one) => one.revision === revision && one.text === text);
  }

  // What the store holds now. Of what was sent, only the next one, and one that follows it, may still arrive.
  known(text, revision, at) {
    Object.assign(this, { savedText: text, revision, at });
    this.sent = this.sent.filter((one) => one.revision > revision && one.revision <= revision + 2);
  }

  settled() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.failures = 0;
    this.tell(this.revision ? "saved" : "fresh", { at: this.at });
    if (!this.hear) savers.delete(this.id);
  }

  settle(text) {
    this.conflict = false;
    this.text = text;
    if (this.unsaved) this.flush();
    else this.settled();
  }

  // The store knows newer words and the person has typed none: theirs are shown.
  adopt({ value, revision, saved_at }) {
    if (revision <= this.revision || this.unsaved || this.conflict) return false;
    this.text = value;
    this.known(value, revision, saved_at);
    this.settled();
    return true;
  }
}
