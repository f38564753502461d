// The offline page: shows the list that keep.js kept, and reloads as soon as the site answers again.
const NAME = "meetboard_list";

async function keptList() {
  const secret = document.cookie.match(new RegExp(`(?:^|; )${NAME}=\\d+\\.([0-9a-f]{64})`))?.[1];
  const kept = secret && (await caches.match("/kept", { cacheName: NAME }));
  if (!kept) return "";
  const sealed = await kept.arrayBuffer();
  const bytes = secret.match(/../g).map((pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey("raw", new Uint8Array(bytes), "AES-GCM", false, ["decrypt"]);
  const open = crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.slice(0, 12) }, key, sealed.slice(12));
  return open.then((text) => new TextDecoder().decode(text), () => ""); // the list of another session has another key
}

async function lookForSite() {
  if (document.hidden) return;
  const answers = await fetch("/offline/", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
  if (answers) location.reload();
}

const heading = document.querySelector("[data-offline]");
if (!navigator.onLine) heading.textContent = heading.dataset.offline;
const list = document.getElementById("last-list");
list.innerHTML = await keptList();
list.hidden = !list.innerHTML;
document.getElementById("nothing-kept").hidden = !list.hidden;
addEventListener("online", lookForSite);
document.addEventListener("visibilitychange", lookForSite);
setInterval(lookForSite, 15_000);
