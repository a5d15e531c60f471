/** Teams shows one confirmation for all of them; a desk has one PSA, perhaps two while it moves. */
const MOST_LINK_DOMAINS = 10;
const NAME = 'PSA_LINK_DOMAINS';
const REMEDY = 'the host of your own PSA alone, such as acme.halopsa.com';
/** Labels of letters, digits and inner hyphens; at least two, of which the last is no number, which leaves addresses out. */
const HOST_NAME =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** The hosts of the desk's own PSA, whose ticket links Teams hands to the bot: of `acme.halopsa.com, na.myconnectwise.net` both, in this order, in small
 *  letters, each once; empty for an empty value. Throws nothing: faults come back together, each with its remedy. Source: Teams validates that the
 *  domains of a link handler belong to whoever offers the app, so nothing wider than one's own host is taken. */
export function readLinkDomains(
  given: string,
): { readonly domains: readonly string[] } | { readonly faults: readonly string[] } {
  const hosts = given
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== '');
  const domains = [...new Set(hosts)];
  const faults = domains.flatMap((host) => {
    const fault = faultOf(host);
    return fault === null ? [] : [`${NAME}: ${JSON.stringify(host)} ${fault}; give ${REMEDY}`];
  });
  if (domains.length > MOST_LINK_DOMAINS) {
    faults.push(`${NAME}: at most ${MOST_LINK_DOMAINS} hosts, not ${domains.length}; give ${REMEDY}`);
  }
  return faults.length > 0 ? { faults } : { domains };
}

function faultOf(host: string): string | null {
  if (host.includes('*')) return 'has a wildcard';
  if (host.includes('://')) return 'has a scheme';
  if (host.includes('/')) return 'has a path';
  if (host.includes(':')) return 'has a port';
  return HOST_NAME.test(host) ? null : 'is no host name';
}
