/* On the sign-in page nobody is signed in: pages kept for offline use must be gone. */
if ("caches" in window) {
  caches.keys().then((names) => names.forEach((name) => caches.delete(name)));
}
