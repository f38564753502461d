// A single key clicks the element with that data-key; a field gets the focus, and a sheet opens.
const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";

// The browser's name of the key; for letters the lower-case Latin one, also on keyboards with another alphabet.
function nameOf({ key, code, shiftKey }) {
  const letter = /^[a-z]$/i.test(key) ? key : key.length === 1 && key > "~" && code.match(/^Key([A-Z])$/)?.[1];
  if (letter || key.length > 1) return shiftKey ? "" : (letter || key).toLowerCase();
  return key;
}

// The element in the board if there is only one, such as a single Join button; else the first, which offers a choice.
function elementFor(name) {
  const all = [...document.querySelectorAll("[data-key]")].filter(
    (one) => one.dataset.key.toLowerCase() === name && (one.popover || one.checkVisibility()),
  );
  const inBoard = all.filter((one) => one.closest("#agenda"));
  return inBoard.length === 1 ? inBoard[0] : all[0];
}

// Whether the arrow keys are needed to scroll sideways where the focus is.
function scrollsSideways(from) {
  for (let one = from; one; one = one.parentElement) {
    const isRoom = one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX);
    if (isRoom && one.scrollWidth > one.clientWidth) return true;
  }
  return false;
}

function isOurs(event) {
  if (event.defaultPrevented || event.repeat || event.isComposing) return false;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
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

// Gives the focus back after a sheet that was opened from a menu; browsers do so only for the first popover.
let opener = null;
document.addEventListener("beforetoggle", ({ target, newState }) => {
  if (target.dataset.key && newState === "open") opener = document.activeElement;
}, true);
document.addEventListener("toggle", ({ target, newState }) => {
  const isLost = document.activeElement === document.body || target.contains(document.activeElement);
  if (target.dataset.key && newState === "closed" && isLost) opener?.focus();
}, true);

// Escape hides a tip until the pointer or the focus has left its element.
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
