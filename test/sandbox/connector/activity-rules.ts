import type { SimReply } from '../routing.ts';
import { cardProblems } from './card-rules.ts';
import type { Activity } from './messages.ts';

/** The error answer of the Bot Connector service (Teams docs: status codes from bot conversational APIs). */
export function connectorError(status: number, code: string, message: string): SimReply {
  return { status, body: { error: { code, message } } };
}

const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';
const ATTACHMENTS = new Set([
  ADAPTIVE_CARD,
  'application/vnd.microsoft.card.hero',
  'application/vnd.microsoft.card.thumbnail',
  'application/vnd.microsoft.card.signin',
  'application/vnd.microsoft.card.oauth',
  'application/vnd.microsoft.teams.card.o365connector',
  'application/vnd.microsoft.teams.card.list',
]);
const TYPES = new Set(['message', 'typing']);
/** Teams docs: format your bot messages. Text, cards and mentions count, as UTF-16. */
export const MESSAGE_BYTES = 100 * 1024;

/** Why Teams would refuse to post this activity; `null` when it would post it. */
export function refuseActivity(activity: Activity, limitBytes: number = MESSAGE_BYTES): SimReply | null {
  if (JSON.stringify(activity).length * 2 > limitBytes) {
    return connectorError(413, 'MessageSizeTooBig', 'Message size too large.');
  }
  const { type } = activity;
  if (typeof type !== 'string' || !TYPES.has(type)) {
    return connectorError(400, 'BadSyntax', `Unknown activity type ${JSON.stringify(type)}`);
  }
  if (type === 'typing') return null;
  const attachments = activity['attachments'] ?? [];
  if (!Array.isArray(attachments)) return connectorError(400, 'BadSyntax', 'attachments is not a list');
  const hasText = typeof activity['text'] === 'string' && activity['text'] !== '';
  if (!hasText && attachments.length === 0) {
    return connectorError(400, 'BadSyntax', 'Activity resulted into 0 skype activities');
  }
  const problems = [...attachments.flatMap(attachmentProblems), ...mentionProblems(activity)];
  return problems.length === 0 ? null : connectorError(400, 'BadArgument', problems.join('; '));
}

function attachmentProblems(attachment: unknown, index: number): readonly string[] {
  const { contentType, content } = record(attachment);
  if (typeof contentType !== 'string' || !ATTACHMENTS.has(contentType)) {
    return [`attachments[${index}]: unknown attachment type ${JSON.stringify(contentType)}`];
  }
  if (contentType !== ADAPTIVE_CARD) return [];
  return cardProblems(content).map((problem) => `attachments[${index}]: ${problem}`);
}

/** A mention must stand in the text as its entity says. */
function mentionProblems({ entities, text }: Activity): readonly string[] {
  if (!Array.isArray(entities)) return [];
  return entities.map(record).flatMap((entity) => {
    if (entity['type'] !== 'mention') return [];
    const stands =
      typeof entity['text'] === 'string' && typeof text === 'string' && text.includes(entity['text']);
    return stands ? [] : ['a mention is not in the text'];
  });
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}; // narrowed just before
}
