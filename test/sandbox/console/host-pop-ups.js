const LOOK_AGAIN_MS = 200;

/** Windows that the tab opened with `authentication.authenticate`. `speech` is what `listenToTab` answered. */
export function createPopUps({ appOrigin, speech }) {
  /** Window → how its request ends. */
  const open = new Map();

  function end(popUp, outcome) {
    open.get(popUp)?.(outcome);
    open.delete(popUp);
    speech().dismiss(popUp);
    return null;
  }

  return {
    end,
    /** Args of the answer, once the window has said how it ended or was closed. */
    open(address, { width = 600, height = 535 }) {
      const url = URL.canParse(address) ? new URL(address) : null;
      if (url?.protocol !== 'https:') return [false, 'Url should be a valid https url'];
      const popUp = window.open(url.href, '_blank', `popup,width=${Math.round(width)},height=${Math.round(height)}`);
      if (popUp === null) return [false, 'FailedToOpenWindow'];
      speech().admit(popUp, [appOrigin, url.origin]);
      const watch = setInterval(() => {
        if (popUp.closed) end(popUp, [false, 'CancelledByUser']);
      }, LOOK_AGAIN_MS);
      return new Promise((resolve) => {
        open.set(popUp, (outcome) => {
          clearInterval(watch);
          resolve(outcome);
        });
      });
    },
  };
}
