/** Whether this page could be loaded anew now: without a server the frame would be left empty. */
export async function isServed(): Promise<boolean> {
  const address = window.location.pathname;
  const answer = await fetch(address, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  // A server that only refuses the method is there all the same.
  return answer !== null && answer.status < 500;
}
