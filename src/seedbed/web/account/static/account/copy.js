/* Copies an address that stands in a field; without it the field is there to select. */
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = !navigator.clipboard;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    document.getElementById(`${field.id}-copied`).hidden = false;
  });
}
