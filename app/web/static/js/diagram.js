// Opens every diagram scrolled to the step where the case is now, or begins after a repair.
function show(box) {
  const now = box.querySelector('svg.bd .now, svg.bd .added, .n-now');
  if (!now || !box.clientWidth) return;
  const step = now.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  box.scrollLeft += step.left + step.width / 2 - frame.left - frame.width / 2;
  box.scrollTop += step.top + step.height / 2 - frame.top - frame.height / 2;
}

for (const box of document.querySelectorAll('.dia')) {
  show(box);
  box.closest('details')?.addEventListener('toggle', () => show(box));
}
