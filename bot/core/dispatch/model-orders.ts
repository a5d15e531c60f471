import { hidesWords, visibleText } from './model-text.ts';
import type { Ticket } from './ports.ts';

/** What is looked at: an order to a machine stands in the open or at the end, and a ticket may be long. */
const LONGEST = 20_000;

/** Phrases by which a text speaks to whoever chooses, in English and German. Bounded gaps, so that a long text costs no more than its length. */
const ORDERS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:rules?|instructions?|prompts?|above|previous|policy|gates?)\b/i,
  /\b(?:ignorier\w*|missacht\w*|vergiss|überschreib\w*)\b[^.\n]{0,40}\b(?:regeln?|anweisung\w*|vorgaben?|bisherig\w*)/i,
  /\b(?:[Aa]ssign|[Rr]oute|[Dd]ispatch)\b[^.\n]{0,40}\bto\s+(?:\p{Lu}|c\d|the (?:first|last|best)|candidate|technician)/u,
  /\b(?:[Gg]ive|[Ss]end|[Hh]and)\s+(?:this|it|\w+\s+(?:\w+\s+)?(?:tickets?|cases?|jobs?))\b[^.\n]{0,20}\bto\s+(?:\p{Lu}|c\d)/u,
  /\b(?:choose|pick|select|rank|prefer|score)\b[^.\n]{0,30}(?:\b(?:first|highest|top|100|candidate|technician)\b|\bc\d)/i,
  /\b(?:[Ww]eise|[Gg]ib|[Gg]ebt)\b[^.\n]{0,40}\b(?:an|zu)\s+\p{Lu}/u,
  /\b(?:system|developer|assistant)\s*(?:prompt|message|:)|<\|[a-z_]+\|>|\[\/?INST\]|^#{2,}\s*(?:system|instruction)/im,
  /"(?:ranking|candidate|abstain|ticket_attempted_instruction)"\s*:/,
  /\b(?:instruction|message|note)s?\s+(?:for|to)\s+the\s+\w{0,20}\s?(?:model|ai|dispatcher|assistant|bot)\b/i,
  /\b(?:you are|act as|du bist)\b[^.\n]{0,30}\b(?:model|assistant|dispatcher|ai|ki)\b/i,
];

/** Whether the text of a ticket says whom to choose, or speaks to a machine. A flag for people (DIS-5) and nothing more: what keeps such a text
 *  from choosing are labels, gates and the limit. */
export function tellsWhomToChoose({ title, description }: Pick<Ticket, 'title' | 'description'>): boolean {
  if (hidesWords(title) || hidesWords(description)) return true;
  const text = visibleText(`${title}\n${description}`).slice(0, LONGEST);
  return ORDERS.some((order) => order.test(text));
}
