// Runs before the first paint, so that a remembered theme does not flash. A classic script: modules come later.
(() => {
  try {
    const theme = localStorage.getItem("sandbox-theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage may be forbidden; the system's own theme then holds.
  }
})();
