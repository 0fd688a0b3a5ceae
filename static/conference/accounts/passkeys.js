// Passkeys. The server says what is to be signed and checks it; the browser makes a passkey, or uses one.
// A form with `data-passkey` is sent with the browser's answer in its field `credential`.

const fault = (form) => form.querySelector("[data-passkey-fault]");

function bytes(text) {
  const padded = text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function known(credentials) {
  return (credentials ?? []).map((credential) => ({ ...credential, id: bytes(credential.id) }));
}

async function create({ publicKey }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: known(publicKey.excludeCredentials),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    },
  });
  return {
    ...shared(credential),
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(credential.response.clientDataJSON),
      attestationObject: text(credential.response.attestationObject),
      transports: credential.response.getTransports?.() ?? [],
    },
  };
}

async function use({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: known(publicKey.allowCredentials),
    },
  });
  const { response } = credential;
  return {
    ...shared(credential),
    clientExtensionResults: {},
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

function shared(credential) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type };
}

async function options(form) {
  if (form.dataset.options) {
    return JSON.parse(form.dataset.options);
  }
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await response.json()).request_options;
}

async function answer(form) {
  fault(form).hidden = true;
  try {
    const asked = await options(form);
    const credential = form.dataset.passkey === "create" ? await create(asked) : await use(asked);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    // Cancelled, too late, or there is none: the browser does not say which.
    fault(form).hidden = false;
    console.info(error.name);
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer(form);
    });
  }
} else {
  for (const note of document.querySelectorAll("[data-no-passkeys]")) {
    note.hidden = false;
  }
}
