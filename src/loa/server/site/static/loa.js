// Small comforts. Every page works without them.
(function () {
  "use strict";
  // A form is sent once, however often the button is tapped.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(function () { delete form.dataset.sent; }, 4000);
  });
  // Copy the text of the element that data-copy names.
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    var source = document.getElementById(button.dataset.copy);
    navigator.clipboard.writeText(source.value || source.textContent).then(function () {
      button.textContent = button.dataset.done;
    });
  });
  // Record in the browser: the recording becomes the file of the form's own file field.
  document.querySelectorAll("[data-record]").forEach(function (box) {
    if (!navigator.mediaDevices || !window.MediaRecorder) return;
    box.hidden = false;
    var button = box.querySelector("button"), listen = box.querySelector("audio"), said = box.querySelector("[data-said]");
    var input = document.getElementById(box.dataset.record), recorder = null;
    button.addEventListener("click", function () {
      if (recorder && recorder.state === "recording") { recorder.stop(); return; }
      navigator.mediaDevices.getUserMedia({ audio: true }).then(function (stream) {
        var parts = [];
        recorder = new MediaRecorder(stream);
        recorder.ondataavailable = function (part) { parts.push(part.data); };
        recorder.onstop = function () {
          stream.getTracks().forEach(function (track) { track.stop(); });
          var sound = new Blob(parts, { type: recorder.mimeType });
          var ending = /mp4/.test(recorder.mimeType) ? "m4a" : /ogg/.test(recorder.mimeType) ? "ogg" : "webm";
          var files = new DataTransfer();
          files.items.add(new File([sound], "ghi-am." + ending, { type: sound.type }));
          input.files = files.files;
          listen.src = URL.createObjectURL(sound);
          listen.hidden = false;
          button.textContent = button.dataset.again;
          said.textContent = box.dataset.done;
        };
        recorder.start();
        button.textContent = button.dataset.stop;
        said.textContent = box.dataset.busy;
      }).catch(function () { said.textContent = box.dataset.refused; });
    });
  });
})();
