// The field for words stands outside the board: it follows the board's words, unless somebody is typing in it.
const field = () => document.getElementById("q");

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const board = document.getElementById("agenda");
  if (!board || !field()) return;
  const { words } = board.dataset;
  if (field() !== document.activeElement) field().value = words;
  field().defaultValue = words;
  // The filter that was pressed stays in sight; one that is gone leaves the focus to the first.
  const pressed = detail.requestConfig?.elt?.id ?? "";
  if (!pressed.startsWith("show-")) return;
  const chip = document.getElementById(pressed) ?? board.querySelector(".chip");
  chip?.focus({ preventScroll: true });
  chip?.scrollIntoView({ block: "nearest", inline: "nearest" });
});

// Escape empties the field, and leaves it when it is empty.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target !== field() || event.isComposing) return;
  event.preventDefault();
  if (!field().value) return field().blur();
  field().value = "";
  field().dispatchEvent(new InputEvent("input", { bubbles: true }));
});
