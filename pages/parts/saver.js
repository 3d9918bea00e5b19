// Saves one field of one draft: one request at a time, the latest words win, nothing is given up.

const PAUSE = 400; // ms without a key before a save
const ANSWER_WITHIN = 10000; // ms until an unanswered request counts as lost
const RETRY = [1000, 2000, 4000, 8000];
const KEEPALIVE_LIMIT = 60000; // bytes; browsers refuse to outlive a page with more than 64 KiB

// Unsaved words by draft and field: they outlive a redraw of the page, in memory only.
const held = new Map();

class Saver {
  constructor(draft, field, text, revision, tell) {
    Object.assign(this, { draft, field, tell, revision, savedText: text, text });
    this.id = `${draft}/${field}`;
    this.failures = 0;
    const kept = held.get(this.id);
    if (kept !== undefined && kept !== text) {
      this.text = kept;
      this.later(0);
    }
  }

  get unsaved() {
    return this.text !== this.savedText;
  }

  type(text) {
    this.text = text;
    held.set(this.id, text);
    if (this.conflict) return;
    // "Saved" would be untrue from the first letter on.
    if (this.unsaved && !this.failures) this.tell("saving");
    this.later(this.failures ? undefined : PAUSE);
  }

  // With no time given, a retry that is already due keeps its turn.
  later(delay) {
    if (delay === undefined && this.timer) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.push();
    }, delay ?? 0);
  }

  flush() {
    if (!this.unsaved || this.conflict) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.push();
  }

  // The page is going away: a request may still be under way, and it will have raised the revision by one.
  leave() {
    if (!this.unsaved || this.conflict) return;
    if (!this.underWay) this.flush();
    else if (this.underWay !== this.text) this.request(this.text, this.revision + 1).catch(() => {});
  }

  request(text, revision) {
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
    const text = this.text;
    this.underWay = text;
    try {
      const answer = await this.request(text, this.revision);
      if (answer.status === 401) this.retry("signed out");
      else if (answer.status === 409) this.differ(await answer.json());
      else if (answer.ok) this.saved(text, await answer.json());
      else this.retry("waiting");
    } catch {
      this.retry("waiting");
    } finally {
      this.underWay = undefined;
    }
    if (this.unsaved && !this.conflict) this.later(this.failures ? undefined : PAUSE);
  }

  saved(text, { revision, saved_at }) {
    this.failures = 0;
    this.revision = revision;
    this.savedText = text;
    if (this.unsaved) return; // newer words are on their way
    held.delete(this.id);
    this.tell("saved", { at: saved_at });
  }

  retry(kind) {
    const wait = RETRY[Math.min(this.failures, RETRY.length - 1)];
    this.failures += 1;
    this.tell(kind);
    this.later(wait);
  }

  // Somebody saved other words meanwhile. The same words are no disagreement: an answer was only lost on its way.
  differ({ revision, text }) {
    this.failures = 0;
    this.revision = revision;
    this.savedText = text;
    if (this.unsaved) {
      this.conflict = true;
      this.tell("differ", { theirs: text });
    } else {
      held.delete(this.id);
      this.tell("saved", {});
    }
  }

  settle(text) {
    this.conflict = false;
    this.text = text;
    if (this.unsaved) {
      held.set(this.id, text);
      this.push();
    } else {
      held.delete(this.id);
      this.tell("saved", {});
    }
  }

  // The store knows newer words and the person has typed none: theirs are shown.
  adopt(text, revision) {
    if (revision <= this.revision || this.unsaved || this.underWay !== undefined || this.conflict) return false;
    Object.assign(this, { text, savedText: text, revision });
    return true;
  }
}
