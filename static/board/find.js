// The search field is outside the board: it follows the board's search words unless somebody is typing in it.
const field = () => document.getElementById("q");

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const board = document.getElementById("agenda");
  if (!board || !field()) return;
  const { words } = board.dataset;
  if (field() !== document.activeElement) field().value = words;
  field().defaultValue = words;
  // The filter that was pressed keeps the focus and stays in sight; if it is gone, the first one gets the focus.
  const pressed = detail.requestConfig?.elt?.id ?? "";
  if (!pressed.startsWith("show-")) return;
  const chip = document.getElementById(pressed) ?? board.querySelector(".chip");
  chip?.focus({ preventScroll: true });
  chip?.scrollIntoView({ block: "nearest", inline: "nearest" });
});

// Escape clears the field, or leaves it if it is empty.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target !== field() || event.isComposing) return;
  event.preventDefault();
  if (!field().value) return field().blur();
  field().value = "";
  field().dispatchEvent(new InputEvent("input", { bubbles: true }));
});
