import { isGuid } from '#kernel/ids.ts';
import type { DeskPresence } from '../desk/desk-types.ts';
import type { SimReply, SimRequest } from '../routing.ts';
import { requireTeams } from './access.ts';
import type { Visit } from './directory-routes.ts';
import { badRequest, ok } from './graph-error.ts';

const MOST_IDS = 650;

/** `POST /communications/getPresencesByUserId`. Users without an answer are left out, and the order is not that of the question. */
export function readPresences({ request, caller, state }: Visit): SimReply {
  const denied = requireTeams(request, caller, ['Presence.Read.All', 'Presence.ReadWrite.All']);
  if (denied !== null) return denied;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    const message = 'Write requests (excluding DELETE) must contain the Content-Type header declaration.';
    return badRequest(request, message);
  }
  const ids = readIds(request);
  if (typeof ids === 'string') return badRequest(request, ids);
  const value = [...new Set(ids.map((id) => id.toLowerCase()))].reverse().flatMap((id) => {
    const presence = state.presence(id);
    return presence === null ? [] : [presenceJson(id, presence)];
  });
  return ok({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#Collection(microsoft.graph.presence)',
    value,
  });
}

/** The ids, or the message of the 400. */
function readIds(request: SimRequest): readonly string[] | string {
  const body = parse(request.body);
  const ids: unknown = typeof body === 'object' && body !== null && 'ids' in body ? body.ids : undefined;
  if (!Array.isArray(ids) || ids.length === 0) return "The field 'ids' must be a list with at least one id.";
  if (ids.length > MOST_IDS) return `The number of ids exceeds the limit of ${MOST_IDS}.`;
  const texts = ids.filter((id): id is string => typeof id === 'string' && isGuid(id));
  return texts.length === ids.length ? texts : 'An id in the list is not a GUID.';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function presenceJson(id: string, { availability, activity, outOfOffice }: DeskPresence): object {
  return {
    id,
    availability,
    activity,
    statusMessage: null,
    outOfOfficeSettings: outOfOffice === null ? null : { message: null, isOutOfOffice: outOfOffice },
    sequenceNumber: '0000000000000001',
  };
}
