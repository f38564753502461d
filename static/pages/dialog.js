// The dialog opens when something was put into it and htmx has seen it, and forgets it when it is closed.
document.addEventListener("htmx:afterSettle", (event) => {
  const dialog = event.target.closest("dialog");
  if (dialog && !dialog.open) dialog.showModal();
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const menu = event.target.closest("[popover]");
  if (menu && event.detail.target.id === "dialog-content") menu.hidePopover(); // the focus goes to its button
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
