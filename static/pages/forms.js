// Moves the focus to the first invalid field of a refused form.
document.addEventListener("htmx:afterSettle", () => {
  const wrong = document.querySelector("#meeting-form [aria-invalid=true]");
  if (wrong && !wrong.contains(document.activeElement)) wrong.focus();
});

// Moves the end along with the start, so that the length stays: times, or the days of an all-day event.
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

// Keeps the quick-add line as typed until a meeting has been created from it.
let line = "";
document.addEventListener("submit", ({ target }) => {
  if (target.id === "quick-add") line = target.elements.line.value;
});
document.addEventListener("htmx:afterSettle", () => {
  const form = document.getElementById("quick-add");
  if (form?.elements.line.value === line && document.querySelector("#dialog .made")) form.reset();
});
