// Passkeys, and printing the recovery codes. Pages work without: by a code from the phone, and by the browser's own print command.
(function () {
  "use strict";
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function text(buffer) {
    var plain = Array.from(new Uint8Array(buffer), function (byte) { return String.fromCharCode(byte); }).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function keyed(list) {
    return (list || []).map(function (key) { return Object.assign({}, key, { id: bytes(key.id) }); });
  }
  // The browser's answer as JSON, its bytes in base64url.
  function told(credential) {
    var from = credential.response, response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (from[name]) response[name] = text(from[name]);
    });
    if (from.getTransports) response.transports = from.getTransports();
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: response });
  }
  function ask(kind, options) {
    options.challenge = bytes(options.challenge);
    if (kind === "create") {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = keyed(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = keyed(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  }
  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    if (!window.PublicKeyCredential || !navigator.credentials) return;
    var button = form.querySelector("[data-ask]"), said = form.querySelector("[data-said]");
    form.querySelector("[data-unable]").hidden = true;
    form.querySelectorAll("[data-able]").forEach(function (part) { part.hidden = false; });
    function begin(event) {
      if (event) event.preventDefault();
      said.hidden = true;
      button.disabled = true;
      ask(form.dataset.passkey, JSON.parse(form.dataset.options)).then(function (credential) {
        form.elements.credential.value = told(credential);
        HTMLFormElement.prototype.submit.call(form);
      }).catch(function () {
        button.disabled = false;
        delete form.dataset.sent;
        said.textContent = form.dataset.failed;
        said.hidden = false;
      });
    }
    form.addEventListener("submit", begin);
  });
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
})();
