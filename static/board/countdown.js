// Counts down to the meetings at the head of the board. Their data-course has the phases with the server's sentences.
const head = () => document.getElementById("up-next");
const product = document.title.split(" · ").pop();
let behind = 0; // milliseconds that this clock is behind the server's
let lastTold = "";
let timer = 0;

// Asks refresh.js to update the rest of the board.
const refresh = () => document.dispatchEvent(new CustomEvent("refresh", { detail: () => {} }));

// A sentence with its placeholders filled in, in one pass, so that braces in a subject stay as they are.
function fill(sentence, { zero }, subject, now) {
  const away = (zero - now) / 60000;
  const all = away > 0 ? Math.ceil(away) : Math.floor(-away);
  const isLong = sentence.includes("{hours}");
  const values = { hours: Math.floor(all / 60), minutes: isLong ? all % 60 : all, subject };
  return sentence.replace(/\{(\w+)\}/g, (open, name) => values[name] ?? open);
}

function show(item, phase, now) {
  const { subject, phase: before } = item.dataset;
  const words = item.querySelector("[data-count]");
  const text = fill(phase.words, phase, subject, now);
  if (words.textContent !== text) words.textContent = text;
  item.querySelector("[data-next-join]")?.classList.toggle("button-primary", phase.join);
  if (before === phase.name) return;
  item.dataset.phase = phase.name;
  if (phase.news) document.getElementById("announcer").textContent = fill(phase.news, phase, subject, now);
  refresh();
}

// Milliseconds until the words change: at the next full minute to or from `zero`, or with the next phase.
function untilChange({ zero }, next, end, now) {
  const minute = zero > now ? (zero - now) % 60000 || 60000 : 60000 - ((now - zero) % 60000);
  return Math.min(minute, (next?.begins ?? end) - now);
}

function count() {
  clearTimeout(timer);
  if (!head()) return;
  const now = Date.now() + behind;
  let title = "";
  let wait = 60000;
  for (const item of head().querySelectorAll("[data-course]")) {
    const course = JSON.parse(item.dataset.course);
    const at = course.findLastIndex(({ begins }) => begins <= now);
    const end = course.at(-1).zero;
    item.hidden = end <= now;
    if (item.hidden) {
      refresh();
      continue;
    }
    show(item, course[at], now);
    title ||= fill(course[at].title, course[at], item.dataset.subject, now);
    wait = Math.min(wait, untilChange(course[at], course[at + 1], end, now));
  }
  if ("titled" in head().dataset) document.title = `${title || head().dataset.title} · ${product}`;
  timer = setTimeout(count, wait + 20);
}

function read() {
  const told = head()?.dataset.now ?? lastTold;
  if (told !== lastTold) behind = told - Date.now(); // only a new data-now tells the server's current time
  lastTold = told;
  count();
}

read();
document.addEventListener("visibilitychange", count); // timers sleep with the machine
addEventListener("pageshow", count);
document.addEventListener("agenda-refreshed", read);
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  read();
  // The button that had the focus is gone together with the dismissed meeting.
  if (detail.requestConfig?.elt.matches?.(".next-dismiss, .next-back")) head()?.focus();
});
