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

// The quick line stays as typed, whatever becomes of the board, until a meeting was made of it.
let line = "";
document.addEventListener("submit", ({ target }) => {
  if (target.id === "quick-add") line = target.elements.line.value;
});
document.addEventListener("htmx:afterSettle", () => {
  const form = document.getElementById("quick-add");
  if (form?.elements.line.value === line && document.querySelector("#dialog .made")) form.reset();
});
