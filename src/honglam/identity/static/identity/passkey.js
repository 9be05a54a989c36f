// Passkeys: asks the device, puts its answer into the form and sends it. Without WebAuthn the forms stay hidden.
(function () {
  'use strict';
  var words = window.webauthnJSON;
  if (!words || !words.supported()) { return; }

  function options(form) {
    if (form.dataset.options) {
      return Promise.resolve(JSON.parse(document.getElementById(form.dataset.options).textContent));
    }
    return fetch(form.action, { headers: { Accept: 'application/json' } })
      .then(function (answer) { return answer.json(); })
      .then(function (data) { return data.request_options; });
  }

  function prepare(form) {
    var ask = form.dataset.hl === 'passkey-add' ? words.create : words.get;
    var problem = form.querySelector('[data-hl="passkey-problem"]');
    form.hidden = false;
    form.querySelector('button[type="button"]').addEventListener('click', function () {
      problem.hidden = true;
      options(form).then(ask).then(function (credential) {
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      }).catch(function () { problem.hidden = false; });
    });
  }

  document.querySelectorAll('form[data-hl^="passkey-"]').forEach(prepare);
})();
