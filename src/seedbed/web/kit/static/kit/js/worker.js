/* Keeps a student's days and exit slips readable without a network: the newest page
   first, the last kept one when there is none. Nothing else is kept but static files. */
const CACHE = "seedbed-day-1";
const KEPT = /^\/(my\/day\/|static\/)/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const cache = await caches.open(CACHE);
  try {
    const fresh = await fetch(request);
    if (fresh.ok && !fresh.redirected) {
      await cache.put(request, fresh.clone());
    }
    return fresh;
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) {
      return kept;
    }
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  const isOurs = address.origin === self.location.origin;
  if (event.request.method === "GET" && isOurs && KEPT.test(address.pathname)) {
    event.respondWith(answer(event.request));
  }
});
