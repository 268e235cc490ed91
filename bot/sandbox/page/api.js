// The sandbox's page API. Every call resolves to the answer's JSON or throws an ApiError whose message is a
// sentence for a person.

export class ApiError extends Error {}

const UNREACHABLE = "The sandbox does not answer. Is it still running? Start it again with “make demo”.";

async function call(path, body) {
  let response;
  try {
    response = await fetch(path, body === undefined ? undefined : post(body));
  } catch {
    throw new ApiError(UNREACHABLE);
  }
  const answer = await response.json().catch(() => null);
  if (answer?.ok) return answer;
  throw new ApiError(answer?.error ?? `The sandbox answered ${response.status} to ${path.split("?")[0]}.`);
}

function post(body) {
  return { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
}

const query = (values) => new URLSearchParams(values).toString();

export const api = {
  state: (user) => call(`/api/state?${query(user ? { user } : {})}`),
  messages: (user, channel) => call(`/api/messages?${query({ user, channel })}`),
  home: (user) => call(`/api/home?${query({ user })}`),
  openHome: (user) => call("/api/home/open", { user }),
  modals: (user) => call(`/api/modals?${query({ user })}`),
  say: (user, channel, text) => call("/api/say", { user, channel, text }),
  act: (body) => call("/api/act", body),
  submit: (user, view_id, state) => call("/api/submit", { user, view_id, state }),
  close: (user, view_id) => call("/api/close", { user, view_id }),
  shortcut: (body) => call("/api/shortcut", body),
  react: (user, channel, ts, name) => call("/api/react", { user, channel, ts, name }),
};

const LISTEN_AGAIN_MS = 3000;

// Listens to what changes for `user`. onChange gets a list such as ["messages:C1", "home"]; onUp and onDown tell
// of the connection. A lost one is opened again. Returns the function that stops listening.
export function listen(user, { onChange, onUp, onDown }) {
  let source = null;
  let timer = 0;
  const open = () => {
    source = new EventSource(`/api/stream?${query({ user })}`);
    source.onopen = onUp;
    source.onerror = () => {
      onDown();
      // A dropped connection is taken up again by the browser itself, a refused one is not.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, LISTEN_AGAIN_MS);
    };
    source.onmessage = (event) => onChange(JSON.parse(event.data).changed);
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
