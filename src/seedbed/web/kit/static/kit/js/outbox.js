/* Answers given without a network wait in this browser and are handed in once there is
   one. The server knows each form by its key, so the same one sent twice counts once,
   and one of another student who used this device waits for that student. */
const Answers = (() => {
  const NAME = "seedbed-answers";
  const STORE = "forms";
  const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  async function use(mode, work) {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = base.transaction(STORE, mode);
        const asked = work(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      base.close();
    }
  }

  const keep = (form) => use("readwrite", (store) => store.put(form));
  const forget = (key) => use("readwrite", (store) => store.delete(key));
  const waiting = () => use("readonly", (store) => store.getAll());

  /* Returns the status of the answer; a redirect to the sign-in page counts as 0. */
  async function send(form) {
    const token = document.querySelector("[name=csrfmiddlewaretoken]");
    const body = new URLSearchParams(form.fields);
    body.set("answered_at", form.at);
    const answer = await fetch(form.path, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { "X-CSRFToken": token ? token.value : "", "X-Seedbed-Queued": "1" },
    });
    return answer.status;
  }

  /* Returns the paths of the forms that are done with. */
  async function sendAll() {
    const done = [];
    for (const form of await waiting()) {
      const isOld = Date.now() - Date.parse(form.at) > KEPT_MS;
      const status = isOld ? 422 : await send(form).catch(() => null);
      if (status === null) {
        break; /* still without a network */
      }
      if (status === 200 || status === 422) {
        await forget(form.key);
        done.push(form.path);
      }
    }
    return done;
  }

  return { keep, forget, waiting, send, sendAll };
})();

for (const form of document.querySelectorAll("form[data-answers]")) {
  const part = (id) => document.getElementById(id);
  const key = form.elements.namedItem("key").value;
  let isSending = false;

  const showWaiting = () => {
    part("form-waits").hidden = false;
    part("form-open").hidden = true;
    form.hidden = true;
    part("form-waits").focus();
  };

  const openQuestion = () =>
    [...form.querySelectorAll("fieldset")].find(
      (set) =>
        !set.querySelector(":checked") &&
        ![...set.querySelectorAll("input.input")].some((input) => input.value.trim()),
    );

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) {
      return;
    }
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const kept = { key, path: location.pathname, fields, at: new Date().toISOString() };
    const open = navigator.onLine ? null : openQuestion();
    if (open) {
      part("form-open").hidden = false;
      open.focus();
      return;
    }
    isSending = true;
    try {
      await Answers.keep(kept);
    } catch (error) {
      form.submit(); /* no store in this browser: send it the plain way */
      return;
    }
    const status = await Answers.send(kept).catch(() => null);
    if (status === null || status >= 500) {
      isSending = false;
      showWaiting();
      return;
    }
    await Answers.forget(key);
    if (status === 200) {
      location.replace(location.pathname);
    } else {
      form.submit(); /* the server says in full what is missing */
    }
  });

  part("send-now").addEventListener("click", async () => {
    const done = await Answers.sendAll().catch(() => []);
    if (done.includes(location.pathname)) {
      location.replace(location.pathname);
    }
  });

  Answers.waiting()
    .then((forms) => forms.some((kept) => kept.path === location.pathname) && showWaiting())
    .catch(() => {});
}
