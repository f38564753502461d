// Merges a refreshed board into the page: what has not changed keeps its nodes, with focus, selection and what is open.
const keyOf = (node) => node.id || (node.getAttribute?.("aria-labelledby") ?? "").replace(/^./, "by $&");
const kindOf = (node) => node.nodeName + (node.getAttribute?.("class") ?? "").split(" ")[0];

// Attributes for which the page is right and not the server: what a person opened, and how often a row has polled.
function isKept(live, fresh, name) {
  if (name === "open") return live.localName === "details";
  if (name === "value") return live.name === "csrfmiddlewaretoken";
  const isPending = (row) => row.dataset.online === "pending";
  return name.startsWith("hx-") && isPending(live) && isPending(fresh);
}

function mergeAttributes(live, fresh) {
  for (const { name } of [...live.attributes]) {
    if (!fresh.hasAttribute(name) && !isKept(live, fresh, name)) live.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (live.getAttribute(name) !== value && !isKept(live, fresh, name)) live.setAttribute(name, value);
  }
}

function merge(live, fresh, keyed) {
  if (live.isEqualNode(fresh)) return;
  if (live.nodeType !== Node.ELEMENT_NODE) {
    live.nodeValue = fresh.nodeValue;
    return;
  }
  mergeAttributes(live, fresh);
  let at = live.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const found = keyOf(wanted) ? sameKey(keyed.get(keyOf(wanted)), wanted) : alike(at, wanted);
    if (found && found === at) at = at.nextSibling;
    else live.insertBefore(found ?? wanted, at);
    if (found) merge(found, wanted, keyed);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

// The node with the key of `wanted` if it can become that node; not a row that polls and should stop.
function sameKey(live, wanted) {
  const stops = live?.hasAttribute("hx-trigger") && !wanted.hasAttribute("hx-trigger")
    && !isKept(live, wanted, "hx-trigger");
  return live?.nodeName === wanted.nodeName && !stops ? live : null;
}

// The first node from `at` on that has no key and is of the same kind as `wanted`.
function alike(at, wanted) {
  while (at && (kindOf(at) !== kindOf(wanted) || keyOf(at))) at = at.nextSibling;
  return at;
}

document.addEventListener("agenda-fetched", ({ detail }) => {
  const parsed = new DOMParser().parseFromString(detail, "text/html");
  const [live, fresh] = [document, parsed].map((page) => page.getElementById("agenda"));
  document.getElementById("messages").append(...parsed.querySelectorAll("[hx-swap-oob] > *"));
  if (!fresh) return;
  const focused = document.activeElement;
  const keys = [...live.querySelectorAll("[id], [aria-labelledby]")].map((node) => [keyOf(node), node]);
  merge(live, fresh, new Map(keys));
  if (focused !== document.activeElement) {
    (focused.isConnected ? focused : document.getElementById("main")).focus({ preventScroll: true });
  }
  htmx.process(live);
  document.dispatchEvent(new CustomEvent("agenda-refreshed"));
});
