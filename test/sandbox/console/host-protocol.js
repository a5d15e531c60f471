/** The host's side of the messages of teams-js (2.58). A request is `{ id, uuidAsString, func, args }`; its answer carries the same ids; an event of the
 *  host is `{ func, args }`. Heard are the frame of the tab, from the app's origin, and the pop-ups that it asked for. Everybody else gets nothing. */
export function listenToTab({ frame, appOrigin, answer }) {
  /** Window → origins that it may speak from. */
  const popUps = new Map();

  function speakerOf({ source, origin }) {
    if (source === frame.contentWindow && origin === appOrigin) return 'tab';
    return popUps.get(source)?.includes(origin) ? 'pop-up' : null;
  }

  window.addEventListener('message', (event) => {
    const speaker = speakerOf(event);
    if (speaker === null || !isRequest(event.data)) return;
    const { id, uuidAsString, func, args } = event.data;
    void Promise.resolve(answer({ func, args, speaker, source: event.source })).then((reply) => {
      if (reply === null) return;
      const ids = uuidAsString === undefined ? { id } : { id, uuidAsString };
      event.source.postMessage({ ...ids, args: reply }, event.origin);
    });
  });

  return {
    push(func, ...args) {
      frame.contentWindow.postMessage({ func, args }, appOrigin);
    },
    admit(popUp, origins) {
      popUps.set(popUp, origins);
    },
    dismiss(popUp) {
      popUps.delete(popUp);
    },
  };
}

function isRequest(data) {
  return typeof data === 'object' && data !== null && typeof data.id === 'number' && typeof data.func === 'string' && Array.isArray(data.args);
}
