/* Keeps a room's board fresh: by server-sent events, and where these stay silent by
   asking htmx to fetch it; htmx is loaded only then. Without this script the page reloads
   itself. */
const board = document.getElementById("board");
const feed = document.getElementById("feed");
const SILENT_MS = 6000;
const ASK_MS = 2000;
const AGAIN_MS = 15000;
let heard = Date.now();
let source = null;
let helper = null;

function show(html) {
  const focused = document.activeElement && board.contains(document.activeElement) ? document.activeElement.id : "";
  board.innerHTML = html;
  const again = focused && document.getElementById(focused);
  if (again) {
    again.focus();
  }
}

function hear() {
  heard = Date.now();
  say(feed.dataset.live);
}

function say(words) {
  if (feed.textContent !== words) {
    feed.textContent = words;
  }
}

function askAgain() {
  if (!helper) {
    helper = document.createElement("script");
    helper.src = board.dataset.htmx;
    document.head.append(helper);
  }
  board.dispatchEvent(new Event("stale"));
}

async function leaveIfSignedOut() {
  const answer = await fetch(location.href, { redirect: "manual", headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer && (answer.type === "opaqueredirect" || answer.status === 404)) {
    location.reload();
  }
}

function listen() {
  source = new EventSource(board.dataset.stream);
  source.addEventListener("board", (news) => {
    show(news.data);
    hear();
  });
  source.addEventListener("beat", hear);
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) {
      leaveIfSignedOut();
      setTimeout(listen, AGAIN_MS);
    }
  });
}

listen();
setInterval(() => {
  if (Date.now() - heard > SILENT_MS) {
    say(feed.dataset.late);
    askAgain();
  }
}, ASK_MS);
