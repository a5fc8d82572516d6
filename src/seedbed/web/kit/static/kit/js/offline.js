/* Registers the worker, keeps what this page has already loaded, says when the network
   is gone, and drops everything at sign-out. Without it the page still works. */
const CACHE = "seedbed-day-1";

async function keepThisPage() {
  const cache = await caches.open(CACHE);
  const files = performance
    .getEntriesByType("resource")
    .map((entry) => entry.name)
    .filter((name) => name.startsWith(location.origin + "/static/"));
  await Promise.allSettled([location.href.split("#")[0], ...new Set(files)].map((a) => cache.add(a)));
}

if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/sw.js").then(keepThisPage).catch(() => {});
}

function showNetwork() {
  const note = document.getElementById("offline-note");
  if (note) {
    note.hidden = navigator.onLine;
  }
}
addEventListener("online", showNetwork);
addEventListener("offline", showNetwork);
showNetwork();

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", () => {
    if ("caches" in window) {
      caches.delete(CACHE);
    }
  });
}
