// The list of messages at the foot of the page, or in a modal dialog that has its own. It is looked up each time,
// because htmx replaces it when a person goes back in the history.
const messages = () => document.querySelector("dialog:modal > .messages") ?? document.getElementById("messages");

// Any script can show a message: document.dispatchEvent(new CustomEvent("say", { detail: text })).
document.addEventListener("say", (event) => {
  const line = document.createElement("div");
  line.className = "message";
  line.dataset.level = "success";
  line.append(Object.assign(document.createElement("p"), { textContent: event.detail }));
  messages().append(line);
  setTimeout(() => line.remove(), 4000);
});

document.addEventListener("click", (event) => {
  event.target.closest("[data-dismiss]")?.closest(".message").remove();
});

for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, () => {
    messages().append(document.getElementById("network-failed").content.cloneNode(true));
  });
}
