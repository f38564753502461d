// Shows a notification before each meeting, once for all tabs, if the person chose it and the browser allows it.
const MINUTE = 60_000;
const TOLD = "meetboard_reminded";
const list = () => document.getElementById("reminders");
const toldMarks = () => JSON.parse(localStorage.getItem(TOLD) ?? "{}");

function due() {
  const told = toldMarks();
  const early = Number(list()?.dataset.minutes) * MINUTE;
  return [...(list()?.children ?? [])].filter(({ dataset: { mark, start } }) => {
    const left = Date.parse(start) - Date.now();
    return left <= early && left > -MINUTE && !(mark in told);
  });
}

async function notify({ mark, subject, body, link }) {
  const { action, icon } = list().dataset;
  const registration = await navigator.serviceWorker.ready;
  await registration.showNotification(subject, {
    body, icon, tag: mark, lang: document.documentElement.lang, dir: document.documentElement.dir,
    data: { link, board: new URL(document.querySelector(".brand").href).pathname },
    actions: link ? [{ action: "join", title: action }] : [],
  });
}

function remind() {
  return navigator.locks.request(TOLD, async () => {
    for (const { dataset } of due()) {
      await notify(dataset);
      const recent = Object.entries(toldMarks()).filter(([, at]) => Date.now() - at < 1440 * MINUTE);
      localStorage.setItem(TOLD, JSON.stringify({ ...Object.fromEntries(recent), [dataset.mark]: Date.now() }));
    }
  });
}

function check() {
  if (globalThis.Notification?.permission !== "granted" || !due().length) return;
  // A hidden board is not refreshed, so the meeting may have been moved or cancelled.
  if (document.hidden) document.dispatchEvent(new CustomEvent("verify", { detail: remind }));
  else remind();
}

function showPermission() {
  const state = globalThis.Notification?.permission ?? "missing";
  for (const part of document.querySelectorAll("[data-permission]")) {
    for (const sentence of part.children) sentence.hidden = sentence.dataset.when !== state;
    part.hidden = state === "granted";
  }
}

document.addEventListener("click", async ({ target }) => {
  if (!target.closest("[data-ask]")) return;
  await Notification.requestPermission();
  showPermission();
  check();
});
document.addEventListener("signed-out", () => list()?.remove());
document.addEventListener("htmx:afterSettle", showPermission);
document.addEventListener("agenda-refreshed", check);
setInterval(check, MINUTE / 4);
showPermission();
check();
