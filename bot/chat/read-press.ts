import { z } from 'zod';
import type { IncomingActivity } from './gate/incoming-activity.ts';
import type { Press } from './turn.ts';

const data = z.record(z.string(), z.unknown());
const execute = z.object({
  action: z.object({
    type: z.literal('Action.Execute'),
    verb: z.string().max(64).nullish(),
    data: data.nullish(),
  }),
});

/** The press behind an activity; `null` when it is none. A message with a value is a press of an old client (Action.Submit). */
export function readPress({ type, name, value, replyToId }: IncomingActivity): Press | null {
  const messageId = replyToId ?? null;
  if (type === 'invoke' && name === 'adaptiveCard/action') {
    const parsed = execute.safeParse(value);
    if (!parsed.success) return null;
    const { action } = parsed.data;
    const said = action.data ?? {};
    return { verb: action.verb || verbIn(said), data: said, messageId, way: 'execute' };
  }
  if (type !== 'message') return null;
  const parsed = data.safeParse(value);
  if (!parsed.success || verbIn(parsed.data) === '') return null;
  return { verb: verbIn(parsed.data), data: parsed.data, messageId, way: 'submit' };
}

function verbIn(said: Readonly<Record<string, unknown>>): string {
  return typeof said['verb'] === 'string' ? said['verb'].slice(0, 64) : '';
}
