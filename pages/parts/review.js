// What is being decided about a text: its spans, and what follows from hiding, showing, renaming and adding.
// Positions are UTF-16 units throughout; Python converts.

const LETTER = /[\p{L}\p{N}\p{M}]/u;
const TIMES = ["", "once", "twice", "three times", "four times", "five times"];

function times(count) {
  return TIMES[count] ?? `${count} times`;
}

function bare(replacement) {
  return replacement.replace(/^\[(.*)\]$/s, "$1");
}

// The whole character before or at a position, so that no half of a pair is tested.
function before(text, at) {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(at - 1, at);
}

function after(text, at) {
  const point = text.codePointAt(at);
  return point === undefined ? "" : String.fromCodePoint(point);
}

// A selection by hand is rarely exact: blanks are left out, and a word that was begun is taken whole.
function wholeWords(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  if (start === end) return undefined;
  while (start > 0 && LETTER.test(after(text, start)) && LETTER.test(before(text, start))) start -= before(text, start).length;
  while (end < text.length && LETTER.test(before(text, end)) && LETTER.test(after(text, end))) end += after(text, end).length;
  if (/[\udc00-\udfff]/.test(text[start])) start -= 1;
  while (/[\udc00-\udfff\u200d\ufe0f]|\p{M}/u.test(text[end] ?? "")) end += 1;
  return [start, end];
}

// Every place where the words are said by themselves, whatever their capitals and blanks.
function placesOf(text, words) {
  const parts = words.trim().split(/\s+/).filter(Boolean);
  if (!parts.length) return [];
  const pattern = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s+");
  return [...text.matchAll(new RegExp(pattern, "giu"))]
    .map((found) => [found.index, found.index + found[0].length])
    .filter(([start, end]) => {
      const inside = LETTER.test(before(text, start)) && LETTER.test(after(text, start));
      return !inside && !(LETTER.test(before(text, end)) && LETTER.test(after(text, end)));
    });
}

function decision({ start, end, label, hide, entity, replacement }) {
  return { start, end, label, hide, entity, replacement };
}

class Review {
  constructor({ text, stamp, spans, kinds, turn }) {
    Object.assign(this, { text, stamp, turn, kinds: new Map(kinds.map(({ label, ...kind }) => [label, kind])) });
    this.spans = spans.map((span) => ({ ...span }));
  }

  said(span) {
    return this.text.slice(span.start, span.end);
  }

  mentions(entity) {
    return this.spans.filter((span) => span.entity === entity);
  }

  // The people and places in the order in which the text speaks of them.
  entities() {
    return [...new Set(this.spans.map((span) => span.entity))].map((entity) => {
      const mentions = this.mentions(entity);
      return {
        entity,
        mentions,
        kind: this.kinds.get(mentions[0].label),
        replacement: mentions[0].replacement,
        words: [...new Set(mentions.map((span) => this.said(span)))],
        hidden: mentions.filter((span) => span.hide).length,
      };
    });
  }

  hideAll(entity, hide) {
    for (const span of this.mentions(entity)) span.hide = hide;
  }

  rename(entity, name) {
    const plain = name.replace(/[[\]\s]+/g, " ").trim();
    if (!plain) return false;
    for (const span of this.mentions(entity)) span.replacement = `[${plain}]`;
    return true;
  }

  // A stretch that touches others takes them in. The same words again stand for the same person or place.
  takeOut(stretches, label) {
    const [first] = stretches;
    const key = (start, end) => this.text.slice(start, end).toLowerCase().replace(/\s+/g, " ");
    const known = this.spans.find((span) => key(span.start, span.end) === key(...first));
    const entity = known?.entity ?? this.unused((n) => `added ${n}`, "entity");
    const replacement = known?.replacement ?? this.unused((n) => `[${this.kinds.get(label).stand_in} ${n}]`, "replacement");
    for (let [start, end] of stretches) {
      const touched = this.spans.filter((span) => span.start < end && start < span.end);
      start = Math.min(start, ...touched.map((span) => span.start));
      end = Math.max(end, ...touched.map((span) => span.end));
      this.spans = this.spans.filter((span) => !touched.includes(span));
      this.spans.push({ start, end, label, hide: true, entity, replacement, reason: "you took this out" });
    }
    this.spans.sort((one, other) => one.start - other.start);
    return replacement;
  }

  unused(name, field) {
    const used = new Set(this.spans.map((span) => span[field].toLowerCase()));
    let n = 1;
    while (used.has(name(n).toLowerCase())) n += 1;
    return name(n);
  }

  decided() {
    this.turn += 1;
    return { stamp: this.stamp, turn: this.turn, spans: this.spans.map(decision) };
  }

  isDecided(spans) {
    return JSON.stringify(spans.map(decision)) === JSON.stringify(this.spans.map(decision));
  }
}
