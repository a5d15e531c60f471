/** What the server wrote into the page for this deployment; none of it is secret. */
export interface PageFacts {
  readonly nonce: string;
  /** Origins beside Microsoft's own that may host the tab: the sandbox's. */
  readonly hostOrigins: readonly string[];
  /** Application id that sign-in tokens are issued for. */
  readonly signInClient: string;
  /** Origin of Microsoft Entra. */
  readonly signInAuthority: string;
}

export function readPageFacts(from: Document = document): PageFacts {
  const read = (name: string): string =>
    from.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
  return {
    nonce: read('csp-nonce'),
    hostOrigins: read('host-origins').split(' ').filter(Boolean),
    signInClient: read('sign-in-client'),
    signInAuthority: read('sign-in-authority'),
  };
}
