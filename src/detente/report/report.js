(function () {
  document.querySelectorAll(".choice").forEach(function (box) {
    var more = box.querySelector(".pairs"), pickers = box.querySelector(".pickers");
    if (!more) return;
    var pairs = Array.prototype.slice.call(box.querySelectorAll(".pair"));
    var across = box.querySelector("[data-axis=across]"), up = box.querySelector("[data-axis=up]");
    pairs.forEach(function (pair) { box.appendChild(pair); });
    more.remove();
    pickers.hidden = false;
    var last = [across.value, up.value];
    function show(changed, other) {
      if (across.value === up.value) other.value = changed === across ? last[0] : last[1];
      last = [across.value, up.value];
      pairs.forEach(function (pair) { pair.hidden = pair.dataset.across !== last[0] || pair.dataset.up !== last[1]; });
    }
    across.addEventListener("change", function () { show(across, up); });
    up.addEventListener("change", function () { show(up, across); });
    show(across, up);
  });
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
    opened.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () { opened.forEach(function (d) { d.open = false; }); });
})();
