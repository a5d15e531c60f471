/** Origins to which answers, and with them our token, may go. Whole origins, never a suffix: anybody can rent a name under
 *  trafficmanager.net. */
export interface ServiceOrigins {
  allows(serviceUrl: string): boolean;
  /** Allowed and on this machine. */
  allowsLoopback(serviceUrl: string): boolean;
}

/** `allowed` are addresses; only their scheme, host and port count. */
export function createServiceOrigins(allowed: readonly string[]): ServiceOrigins {
  const origins = new Set(allowed.map((each) => new URL(each).origin));

  function allows(serviceUrl: string): boolean {
    const url = URL.parse(serviceUrl);
    if (url === null || !/^https?:$/.test(url.protocol)) return false;
    if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
    return origins.has(url.origin);
  }

  return {
    allows,
    allowsLoopback: (serviceUrl) => allows(serviceUrl) && isLoopbackHost(new URL(serviceUrl).hostname),
  };
}

export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
