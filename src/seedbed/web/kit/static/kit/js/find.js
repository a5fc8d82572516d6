/* The key / goes to the search box that can be seen, unless somebody is writing. */
addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const boxes = [...document.querySelectorAll("[data-find]")];
  const box = boxes.find((each) => each.offsetParent);
  if (box) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
