// What the page does beyond htmx. Everything here improves elements that work without it.
"use strict";

// Looked up each time: going back, htmx puts new ones in their place.
const messages = () => document.getElementById("messages");

// The browser's own time zone, for people whose mailbox names none.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
document.cookie = `meetboard_zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; SameSite=Lax`;

function say(text) {
  const line = document.createElement("div");
  line.className = "message";
  line.dataset.level = "success";
  line.append(Object.assign(document.createElement("p"), { textContent: text }));
  messages().append(line);
  setTimeout(() => line.remove(), 4000);
}

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
  say(button.dataset.copied);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-dismiss], [data-close]");
  if (!button) return;
  if (button.dataset.copy) copy(button);
  else if ("dismiss" in button.dataset) button.closest(".message").remove();
  else if (button.closest("dialog")) {
    event.preventDefault();
    button.closest("dialog").close();
  }
});

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

// A refused form: on to the first field that is wrong.
document.addEventListener("htmx:afterSettle", () => {
  const wrong = document.querySelector("#meeting-form [aria-invalid=true]");
  if (wrong && !wrong.contains(document.activeElement)) wrong.focus();
});

// The end keeps its distance when the start is moved: a moment, or a day of an all-day event.
const utc = (value) => Date.parse(value.includes("T") ? `${value}Z` : value);
document.addEventListener("focusin", (event) => {
  if (event.target.name === "start") event.target.dataset.before = event.target.value;
});
document.addEventListener("change", (event) => {
  const start = event.target;
  const end = start.form && start.form.elements.end;
  if (start.name !== "start" || !end || !start.dataset.before || !end.value || !start.value) return;
  const shift = utc(start.value) - utc(start.dataset.before);
  end.value = new Date(utc(end.value) + shift).toISOString().slice(0, start.value.length);
  start.dataset.before = start.value;
});

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    messages().append(document.getElementById("network-failed").content.cloneNode(true));
  });
}
