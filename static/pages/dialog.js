// Opens the dialog when htmx has put content into it, and removes the content when it is closed.
document.addEventListener("htmx:afterSettle", (event) => {
  const dialog = event.target.closest("dialog");
  if (dialog && !dialog.open) dialog.showModal();
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const menu = event.target.closest("[popover]");
  // Hiding the menu moves the focus to its button.
  if (menu && event.detail.target.id === "dialog-content") menu.hidePopover();
});
document.addEventListener("dialog-done", () => document.getElementById("dialog").close());
document.addEventListener("close", (event) => {
  if (event.target.id === "dialog") document.getElementById("dialog-content").replaceChildren();
}, true);
document.addEventListener("click", (event) => {
  const dialog = event.target.closest("[data-close]")?.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});
