// Refreshes the board about once a minute while it is visible, and at once on return, but never while a person is busy.
const MINUTE = 60_000;
const board = () => document.getElementById("agenda");
let state = {}; // of the board in the page: when it was read (`at`) and when to read it again (`wait`), in milliseconds
let asking = null;
let told = "";
let lastInput = 0;

function isBusy() {
  const field = document.activeElement;
  const holdsText = field?.matches("input, textarea") && field.value !== field.defaultValue;
  return holdsText || Date.now() - lastInput < MINUTE / 6
    || document.querySelector("dialog:modal, :popover-open, .htmx-request");
}

// Shows one message at the foot of the page: "not-refreshed", "signed-out", or none. The same message is shown once.
function tell(id) {
  if (told === id) return;
  told = id;
  document.querySelector("#messages > [data-refresh]")?.remove();
  if (!id) return;
  const message = document.getElementById(id).content.cloneNode(true);
  for (const time of message.querySelectorAll("time")) time.textContent = board().dataset.asOf;
  document.getElementById("messages").append(message);
}

function succeeded(answer) {
  tell("");
  const wait = MINUTE * (1 + Math.random() / 10);
  Object.assign(state, { tag: answer.headers.get("ETag"), failures: 0, retryAfter: 0, wait });
}

function failed(answer) {
  const retryAfter = Number(answer?.headers.get("Retry-After") ?? 0) * 1000;
  Object.assign(state, { retryAfter, wait: Math.max(retryAfter, Math.min(2 ** state.failures++, 10) * MINUTE) });
  tell("not-refreshed");
}

async function fetchBoard(signal) {
  const address = state.board.dataset.renew + new URL(state.board.getAttribute("hx-get"), location).search;
  const headers = { "HX-Request": "true", "HX-Target": "agenda", "If-None-Match": state.tag };
  const answer = await fetch(address, { headers, signal: AbortSignal.any([signal, AbortSignal.timeout(MINUTE / 2)]) });
  return { answer, html: await answer.text() };
}

async function refresh() {
  const { board: asked } = state;
  const { signal } = (asking = new AbortController());
  state.at = Date.now();
  const { answer, html } = await fetchBoard(signal).catch(() => ({}));
  asking = null;
  if (asked !== board()) return;
  if (signal.aborted || (answer && isBusy())) state.at = 0;
  else if (!answer) failed();
  else if (answer.status === 204) {
    tell("signed-out");
    state.wait = Infinity;
    document.dispatchEvent(new CustomEvent("signed-out"));
  } else if (answer.status === 304) {
    asked.dataset.asOf = decodeURIComponent(answer.headers.get("As-Of"));
    succeeded(answer);
  } else {
    document.dispatchEvent(new CustomEvent("agenda-fetched", { detail: html }));
    (answer.ok ? succeeded : failed)(answer);
  }
}

function look() {
  const present = board();
  if (present && present !== state.board) {
    const wait = Number(present.dataset.wait) * 1000;
    state = { board: present, at: Date.now(), wait, tag: "", failures: 0, retryAfter: 0 };
  }
  return present && !asking;
}

function check() {
  // By the system's time, because timers stop while the machine sleeps; by the distance, because it may be set back.
  if (look() && !document.hidden && Math.abs(Date.now() - state.at) >= state.wait && !isBusy()) refresh();
}

function wake({ type }) {
  state.wait = Math.max(Math.min(state.wait, MINUTE), state.retryAfter);
  if (type === "online" && !state.retryAfter) state.at = 0;
  check();
}

check();
setInterval(check, MINUTE / 12);
document.addEventListener("visibilitychange", wake);
addEventListener("pageshow", wake);
addEventListener("online", wake);
document.addEventListener("input", () => { lastInput = Date.now(); }, true);
// A person's action may change the board that is being fetched, so the refresh is given up and repeated afterwards.
document.addEventListener("htmx:beforeRequest", () => asking?.abort());
// Sent by another script that knows that the board is out of date.
document.addEventListener("refresh", () => {
  if (!state.failures) state.at = 0;
  check();
});
// Sent by another script that needs the current board even if the page is hidden; its callback runs afterwards.
document.addEventListener("verify", async ({ detail: done }) => {
  if (look()) await refresh();
  done();
});
