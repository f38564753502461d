// A key alone clicks the element that has it as data-key, leads to it where it is a field, opens it where it is a sheet.
const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";

// The browser's name of the key; of a letter the small Latin one, also where another alphabet is on the keys.
function nameOf({ key, code, shiftKey }) {
  const letter = /^[a-z]$/i.test(key) ? key : key.length === 1 && key > "~" && code.match(/^Key([A-Z])$/)?.[1];
  if (letter || key.length > 1) return shiftKey ? "" : (letter || key).toLowerCase();
  return key;
}

// The only one in the board, for a Join that stands alone; else the first, which lets the person choose.
function elementFor(name) {
  const all = [...document.querySelectorAll("[data-key]")].filter(
    (one) => one.dataset.key.toLowerCase() === name && (one.popover || one.checkVisibility()),
  );
  const inBoard = all.filter((one) => one.closest("#agenda"));
  return inBoard.length === 1 ? inBoard[0] : all[0];
}

// Arrows belong to what scrolls sideways, when the focus is in it.
function scrollsSideways(from) {
  for (let one = from; one; one = one.parentElement) {
    const isRoom = one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX);
    if (isRoom && one.scrollWidth > one.clientWidth) return true;
  }
  return false;
}

function isOurs(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return false;
  return !event.target.closest?.(FIELDS) && !document.querySelector("dialog:modal");
}

document.addEventListener("keydown", (event) => {
  if (!isOurs(event)) return;
  const name = nameOf(event);
  const element = name && elementFor(name);
  const opened = document.querySelector(":popover-open");
  if (!element || (opened && !element.popover) || (name.startsWith("arrow") && scrollsSideways(event.target))) return;
  event.preventDefault();
  if (element.popover) element.togglePopover();
  else if (element.matches(FIELDS)) {
    element.focus();
    element.select();
  } else element.click();
});

// A sheet that was opened out of a menu gives the focus back to it, which browsers do for the first of them alone.
let opener = null;
document.addEventListener("beforetoggle", ({ target, newState }) => {
  if (target.dataset.key && newState === "open") opener = document.activeElement;
}, true);
document.addEventListener("toggle", ({ target, newState }) => {
  const isLost = document.activeElement === document.body || target.contains(document.activeElement);
  if (target.dataset.key && newState === "closed" && isLost) opener?.focus();
}, true);

// A tip goes with Escape, and comes back once the pointer or the focus has left.
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const hint of document.querySelectorAll(".hint:is(:hover, :focus-within)")) hint.dataset.dismissed = "";
});
for (const leaving of ["pointerout", "focusout"]) {
  document.addEventListener(leaving, ({ target, relatedTarget }) => {
    const hint = target.closest?.(".hint");
    if (hint && !hint.contains(relatedTarget)) delete hint.dataset.dismissed;
  });
}
