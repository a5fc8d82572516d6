/* Makes passkeys and signs in with them. The forms are hidden where a browser has none;
   then a password or the school's own sign-in does. */
const bytes = (words) =>
  Uint8Array.from(atob(words.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const words = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

async function post(address, form, more) {
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(more ?? {})) {
    body.set(name, value);
  }
  const answer = await fetch(address, { method: "POST", body, redirect: "error" });
  if (!answer.ok) {
    throw new Error(`The server answered ${answer.status}.`);
  }
  return answer.json();
}

/* What the server needs of a made or used key, with bytes as words. */
function told(key) {
  const { response } = key;
  const parts = { clientDataJSON: words(response.clientDataJSON) };
  if (response.attestationObject) {
    parts.attestationObject = words(response.attestationObject);
  } else {
    parts.authenticatorData = words(response.authenticatorData);
    parts.signature = words(response.signature);
    parts.userHandle = response.userHandle ? words(response.userHandle) : null;
  }
  return JSON.stringify({
    id: key.id,
    rawId: words(key.rawId),
    type: key.type,
    response: parts,
    clientExtensionResults: key.getClientExtensionResults(),
  });
}

async function make(form) {
  const { publicKey } = await post(form.action, form);
  const listed = (publicKey.excludeCredentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const key = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: listed,
    },
  });
  return post(form.dataset.makePasskey, form, { answer: told(key) });
}

async function use(form) {
  const { publicKey } = await post(form.action, form);
  const key = await navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge) },
  });
  return post(form.dataset.passkey, form, { answer: told(key) });
}

function serve(form, work) {
  const problem = form.querySelector("[role=alert]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const { next } = await work(form);
      location.assign(next);
    } catch (error) {
      problem.hidden = false;
    }
  });
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("form[data-make-passkey]").forEach((form) => serve(form, make));
  document.querySelectorAll("form[data-passkey]").forEach((form) => serve(form, use));
  document.querySelectorAll("[data-no-passkey]").forEach((note) => {
    note.hidden = true;
  });
}
