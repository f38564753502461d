// Opens links with data-details in the panel beside the list instead of a page; on a phone it is a modal dialog.
const panel = () => document.getElementById("panel-dialog");
const content = () => document.getElementById("panel-content");
let opener = null; // the link that gets the focus back
let isQuiet = false; // whether the panel is loading again after a change, and not because somebody opened it

function load(quiet) {
  isQuiet = quiet;
  const ended = htmx.ajax("GET", panel().dataset.address, { source: content(), target: content(), swap: "innerHTML" });
  ended.catch(() => {}); // htmx also reports failed and aborted requests as events
}

function mark() {
  const address = panel()?.open ? panel().dataset.address : null;
  for (const link of document.querySelectorAll("a[data-details]")) {
    if (link.getAttribute("href") === address) link.ariaCurrent = "true";
    else link.removeAttribute("aria-current");
  }
}

function open(link) {
  const dialog = panel();
  const address = link.getAttribute("href");
  if (dialog.open && dialog.dataset.address === address && content().matches(".htmx-request")) return;
  if (!dialog.contains(link)) opener = link;
  dialog.dataset.address = address;
  content().replaceChildren(document.getElementById("panel-waiting").content.cloneNode(true));
  if (opener) document.getElementById("panel-title").textContent = opener.textContent;
  if (!dialog.open) dialog[matchMedia("(max-width: 640px)").matches ? "showModal" : "show"]();
  document.getElementById("panel-title").focus();
  mark();
  load(false);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-details]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button;
  if (!link || !panel() || elsewhere || event.defaultPrevented) return;
  event.preventDefault();
  open(link);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !panel()?.open || panel().matches(":modal")) return;
  if (document.querySelector("dialog:modal, :popover-open") || event.target.matches("input, select, textarea")) return;
  const focused = document.activeElement;
  if (focused !== document.body && !panel().contains(focused)) opener = focused; // it is in the page below the panel
  panel().close();
});

document.addEventListener("close", (event) => {
  if (event.target !== panel()) return;
  htmx.trigger(content(), "htmx:abort");
  content().replaceChildren();
  mark();
  const address = CSS.escape(panel().dataset.address);
  const link = opener?.isConnected ? opener : document.querySelector(`a[data-details][href="${address}"]`);
  (link ?? document.getElementById("main")).focus();
}, true);

document.addEventListener("htmx:afterSettle", (event) => {
  mark();
  const lost = document.activeElement === document.body || panel()?.contains(document.activeElement);
  if (event.target === content() && panel().open && lost) document.getElementById("panel-title").focus();
});
document.addEventListener("agenda-refreshed", mark);

// After a change anywhere on the page the panel loads again; if its meeting is gone, it closes.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (panel()?.open && detail.successful && detail.requestConfig.verb !== "get") load(true);
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!isQuiet || detail.requestConfig.elt !== content() || detail.xhr.status !== 404) return;
  detail.shouldSwap = false;
  panel().close();
});
for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    if (event.target === content()) panel().close(); // messages.js shows why
  });
}
