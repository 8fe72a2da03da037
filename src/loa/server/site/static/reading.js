// Words chosen in the original go into the form that asks for them. Without this script they are copied by hand.
(function () {
  "use strict";
  var original = document.querySelector("[data-original]"), bar = document.querySelector("[data-chosen]");
  var field = document.querySelector("[data-words]"), words = "";
  if (field && !field.value) {
    field.value = sessionStorage.getItem("loa-words") || "";
  }
  sessionStorage.removeItem("loa-words");
  if (!original || !bar) return;
  var put = bar.querySelector("[data-put]");
  put.hidden = !field;
  document.addEventListener("selectionchange", function () {
    var chosen = document.getSelection();
    var inside = chosen.rangeCount && !chosen.isCollapsed && original.contains(chosen.getRangeAt(0).commonAncestorContainer);
    var text = inside ? chosen.toString().trim() : "";
    if (text.length < 3 && document.activeElement && bar.contains(document.activeElement)) return;
    words = text;
    bar.hidden = words.length < 3;
    bar.querySelector("[data-said]").textContent = words.length > 90 ? words.slice(0, 90) + "…" : words;
  });
  bar.addEventListener("mousedown", function (event) { event.preventDefault(); });  // the choice stays
  bar.addEventListener("click", function (event) {
    if (event.target.closest("a")) { sessionStorage.setItem("loa-words", words); return; }
    if (!event.target.closest("[data-put]")) return;
    field.value = words;
    field.focus();
    field.scrollIntoView({ block: "center" });
  });
})();
