/* Registers the worker, keeps what this page has already loaded and the days and exit
   slips it leads to, hands in what waited for a network, says when there is none, and
   drops everything at sign-out. Without it the page still works. */
const CACHE = "seedbed-day-1";

async function keepThisPage() {
  const cache = await caches.open(CACHE);
  const files = performance
    .getEntriesByType("resource")
    .map((entry) => entry.name)
    .filter((name) => name.startsWith(location.origin + "/static/"));
  const ahead = [...document.querySelectorAll('a[href^="/my/day/"]')].map((link) => link.href);
  const all = new Set([location.href, ...ahead].map((address) => address.split("#")[0]).concat(files));
  await Promise.allSettled([...all].map(keep(cache)));
}

/* Not cache.add: what answers with a sign-in page must not stand in a day's place. */
function keep(cache) {
  return async (address) => {
    const answer = await fetch(address);
    if (answer.ok && !answer.redirected) {
      await cache.put(address, answer);
    }
  };
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
async function handIn() {
  const done = await Answers.sendAll().catch(() => []);
  const note = document.getElementById("answers-note");
  const waiting = await Answers.waiting().catch(() => []);
  if (note) {
    note.hidden = navigator.onLine || waiting.length === 0;
  }
  const isShown = (path) => path === location.pathname || location.pathname === "/my/day/";
  if (done.some(isShown)) {
    location.replace(location.pathname);
  }
}

addEventListener("online", () => {
  showNetwork();
  handIn();
});
addEventListener("offline", () => {
  showNetwork();
  handIn();
});
showNetwork();
handIn();

for (const form of document.querySelectorAll("form[data-sign-out]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    /* Signing out empties the browser's stores: what waits is handed in first. */
    await Answers.sendAll().catch(() => []);
    if ("caches" in window) {
      await caches.delete(CACHE);
    }
    form.submit();
  });
}
