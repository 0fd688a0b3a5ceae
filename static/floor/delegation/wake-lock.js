// The screen stays awake while it is needed, where the browser can do it and the battery allows it.

// `isNeeded()` is asked whenever something may have changed. A browser gives a lock back when its page is put away.
export function keepAwake(isNeeded) {
  let lock = null, isAsking = false;

  async function look() {
    if (isAsking || !navigator.wakeLock) return;
    const wanted = isNeeded() && !document.hidden;
    if (wanted === Boolean(lock)) return;
    isAsking = true;
    try {
      if (wanted) {
        lock = await navigator.wakeLock.request("screen");
        lock.addEventListener("release", () => { lock = null; });
      } else await lock.release();
    } catch { /* the battery is low, or the person does not allow it */ }
    isAsking = false;
  }

  document.addEventListener("visibilitychange", look);
  return look;
}
