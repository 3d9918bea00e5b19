// A press right after typing: the page is drawn first, with everything typed before it, and answers with the press's name.

const WAIT = "One moment.";
const PATIENCE = 30000; // ms until a page that does not answer a press is taken for gone

function drawFirst(root, said, setTriggerValue, late) {
  const press = String(Date.now());
  root.waiting = press;
  said.textContent = WAIT;
  setTriggerValue("asked", press);
  setTimeout(() => {
    if (root.waiting !== press) return;
    root.waiting = "";
    said.textContent = late;
  }, PATIENCE);
}

// Whether this drawing is the one that the press waits for.
function answers(root, asked) {
  if (!root.waiting || asked !== root.waiting) return false;
  root.waiting = "";
  return true;
}
