// Messages at the foot of the page, or of the dialog that has the page to itself and a list of its own. Looked up
// each time: going back, htmx puts a new list in its place.
const messages = () => document.querySelector("dialog:modal > .messages") ?? document.getElementById("messages");

// Any script may say something: document.dispatchEvent(new CustomEvent("say", { detail: text })).
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
