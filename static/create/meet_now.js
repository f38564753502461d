// "Meet now": the form opens a new tab. The page there tells the other tabs about the meeting and goes on to it.
const channel = new BroadcastChannel("meet-now");
const started = document.querySelector("[data-started]");
if (started) {
  channel.postMessage({ number: started.dataset.started, link: started.dataset.link });
  if (started.dataset.link) location.replace(started.dataset.link);
}

const ONE_CLICK = 3000; // milliseconds in which a second click counts as the same one
let click = null;

// The clipboard must be asked during the click, while this page has the focus, so it gets a promise of the link.
async function copy(link) {
  try {
    const text = link.then((words) => new Blob([words], { type: "text/plain" }));
    await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
    return true;
  } catch {
    return false;
  }
}

function tell({ link }, isCopied) {
  const message = document.getElementById("meeting-started").content.cloneNode(true);
  const [words, button] = message.querySelectorAll("p, [data-copy]");
  words.textContent = words.dataset[!link ? "pending" : isCopied ? "copied" : "plain"];
  if (link) button.dataset.copy = link;
  else button.remove();
  document.querySelector("[data-meeting-started]")?.remove();
  document.getElementById("messages").append(message);
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-meet-now]");
  if (!form) return;
  const number = form.elements.transaction_id.value;
  if (click?.number === number && Date.now() - click.at < ONE_CLICK) {
    event.preventDefault();
    return;
  }
  click = { form, number, at: Date.now() };
  click.copied = copy(new Promise((resolve, reject) => Object.assign(click, { resolve, reject })));
});

channel.addEventListener("message", async ({ data }) => {
  if (data.number !== click?.number) return;
  const { form, copied, resolve, reject } = click;
  click = null;
  form.elements.transaction_id.value = crypto.randomUUID(); // the next click makes another meeting
  if (data.link) resolve(data.link);
  else reject(new Error("no link yet"));
  document.body.dispatchEvent(new Event("agenda-changed"));
  tell(data, await copied);
});
