// Runs before the first paint: says that scripts work, and restores the scheme the reader chose.
(function (root) {
  root.classList.add("js");
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  try {
    var theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  } catch (refused) {
    // A browser that keeps nothing shows the scheme of the device.
  }
})(document.documentElement);
