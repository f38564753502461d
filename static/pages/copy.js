// Buttons with data-copy copy that text to the clipboard and show the message data-copied.
async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    const field = Object.assign(document.createElement("textarea"), { value: button.dataset.copy });
    button.after(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  document.dispatchEvent(new CustomEvent("say", { detail: button.dataset.copied }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
