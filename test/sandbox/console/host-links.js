/** Static tabs of the app: entity id and name. Chat has no page of ours. */
export const SCREENS = [
  ['board', 'Board'],
  ['dispatch', 'Dispatch'],
  ['admin', 'Admin'],
];

const TEAMS_HOSTS = ['teams.microsoft.com', 'teams.cloud.microsoft'];

export function isScreen(id) {
  return SCREENS.some(([known]) => known === id);
}

/** What Teams would do with a link of the app: `page` of our own tab, `chat`, any other page `outside`, or `refused`. */
export function readLink(text, appId) {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) return { kind: 'refused', reason: 'not a web address' };
  if (!TEAMS_HOSTS.includes(url.hostname)) return { kind: 'outside', href: url.href };
  const [, mark, kind, app, entity] = url.pathname.split('/');
  if (mark === 'l' && kind === 'chat') return { kind: 'chat', users: url.searchParams.get('users') ?? '' };
  if (mark !== 'l' || kind !== 'entity' || app !== appId) return { kind: 'outside', href: url.href };
  const sub = subEntityOf(url.searchParams.get('context'));
  if (sub === null) return { kind: 'refused', reason: 'the context of the link is not JSON' };
  return { kind: 'page', screen: decodeURIComponent(entity ?? ''), sub };
}

/** Teams' own form of a link to a page of the tab (Teams docs: deep links to an application). */
export function linkTo({ appId, screen, sub, label = '' }) {
  const query = [
    ...(label === '' ? [] : [`label=${encodeURIComponent(label)}`]),
    ...(sub === '' ? [] : [`context=${encodeURIComponent(JSON.stringify({ subEntityId: sub }))}`]),
  ].join('&');
  return `https://${TEAMS_HOSTS[0]}/l/entity/${appId}/${encodeURIComponent(screen)}${query === '' ? '' : `?${query}`}`;
}

function subEntityOf(context) {
  if (context === null) return '';
  try {
    return String(JSON.parse(context).subEntityId ?? '');
  } catch {
    return null;
  }
}
