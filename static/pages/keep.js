// Keeps the list for the offline page if the person allows it. It is encrypted with a key in a session cookie, which
// the site deletes when another person signs in (meetings/middleware.py).
const NAME = "meetboard_list";
const keyOf = (person) => document.cookie.match(new RegExp(`(?:^|; )${NAME}=${person}\\.([0-9a-f]{64})`))?.[1];

function makeKey(person) {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const key = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${NAME}=${person}.${key}; path=/; SameSite=Strict${secure}`;
  return key;
}

async function keep() {
  const list = document.getElementById("kept");
  if (!list) return;
  const { person } = list.dataset;
  const bytes = (keyOf(person) ?? makeKey(person)).match(/../g).map((pair) => parseInt(pair, 16));
  const key = await crypto.subtle.importKey("raw", new Uint8Array(bytes), "AES-GCM", false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(list.innerHTML));
  await (await caches.open(NAME)).put("/kept", new Response(new Blob([iv, sealed])));
}

const forget = () => keyOf("\\d+") || caches.delete(NAME);

if (isSecureContext) {
  navigator.serviceWorker?.register("/sw.js");
  forget();
  keep();
  document.addEventListener("agenda-refreshed", keep);
  document.addEventListener("htmx:afterSettle", ({ target }) => target.id === "agenda" && keep());
  document.addEventListener("signed-out", forget);
}
