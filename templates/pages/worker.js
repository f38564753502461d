// The service worker: a page for when the site cannot be reached, and what a click on a notification does.
const CACHE = "offline-{{ version }}";
const PAGE = "{{ url('offline') }}";
const FILES = {{ files|safe }};

addEventListener("install", (event) => event.waitUntil(fill().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll([new Request(PAGE, { cache: "reload" }), ...FILES]);
}

async function takeOver() {
  const old = (await caches.keys()).filter((name) => name.startsWith("offline-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

// The network always comes first: nothing old is shown while the site answers. No navigation preload: with it,
// pages left to the browser are asked for twice, and a sign-in may come back only once.
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || pathname.startsWith("/accounts/")) return;
  if (request.mode === "navigate") event.respondWith(fromNetwork(request, PAGE));
  else if (FILES.includes(pathname)) event.respondWith(fromNetwork(request, request));
});

async function fromNetwork(request, kept) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(kept, { cacheName: CACHE, ignoreVary: true });
    if (!found) throw error;
    return found;
  }
}

addEventListener("notificationclick", (event) => {
  const { action, notification } = event;
  notification.close();
  event.waitUntil(action === "join" ? clients.openWindow(notification.data.link) : showBoard(notification.data.board));
});

async function showBoard(address) {
  const open = await clients.matchAll({ type: "window" });
  const board = open.find((client) => new URL(client.url).pathname === address) ?? open[0];
  await (board ? board.focus() : clients.openWindow(address));
}
