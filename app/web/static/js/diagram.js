// Opens every diagram scrolled to the step where the case is now.
function show(box) {
  const now = box.querySelector('svg.bd .now, .n-now');
  if (!now || !box.clientWidth) return;
  const step = now.getBoundingClientRect();
  const frame = box.getBoundingClientRect();
  box.scrollLeft += step.left + step.width / 2 - frame.left - frame.width / 2;
}

for (const box of document.querySelectorAll('.dia')) {
  show(box);
  box.closest('details')?.addEventListener('toggle', () => show(box));
}
