import type { CardPart } from './card.ts';

/** The one heading of a card. */
export function heading(text: string): CardPart {
  return { type: 'TextBlock', text, wrap: true, style: 'heading', weight: 'Bolder', size: 'Medium' };
}

export function line(text: string): CardPart {
  return { type: 'TextBlock', text, wrap: true, spacing: 'Small' };
}

/** A line that matters less: ages, sources, references. */
export function note(text: string): CardPart {
  return { type: 'TextBlock', text, wrap: true, isSubtle: true, size: 'Small', spacing: 'Small' };
}

/** What went wrong and what to do, where it is read first. */
export function alert(text: string): CardPart {
  return { type: 'TextBlock', text, wrap: true, color: 'Attention', weight: 'Bolder', spacing: 'Small' };
}

/** Title of a group of rows. Not a heading: a card has one. */
export function groupTitle(text: string): CardPart {
  return { type: 'TextBlock', text, wrap: true, weight: 'Bolder', spacing: 'Medium', separator: true };
}

/** A row of a list: who in bold with a few words, and a second line with the rest. `name` has gone through `literal`. */
export function row(options: {
  readonly name: string;
  readonly words: string;
  readonly second: string | null;
}): CardPart {
  const { name, words, second } = options;
  const first = words === '' ? `**${name}**` : `**${name}** · ${words}`;
  return {
    type: 'Container',
    spacing: 'Small',
    items: [
      { type: 'TextBlock', text: first, wrap: true },
      ...(second
        ? [{ type: 'TextBlock', text: second, wrap: true, isSubtle: true, size: 'Small', spacing: 'None' }]
        : []),
    ],
  };
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** A filter: compact, always with a value. */
export function filter(options: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
}): CardPart {
  const { id, label, value, choices } = options;
  return { type: 'Input.ChoiceSet', id, label, style: 'compact', value, choices, spacing: 'Small' };
}

/** A question with all answers in sight. */
export function question(options: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly missing: string;
}): CardPart {
  const { id, label, value, choices, missing } = options;
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'expanded',
    wrap: true,
    value,
    choices,
    isRequired: true,
    errorMessage: missing,
  };
}

/** A line to be typed. */
export function textInput(options: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly maxLength: number;
  /** What is said when it was left empty; `null`: it may be. */
  readonly missing: string | null;
}): CardPart {
  const { missing, ...rest } = options;
  const required = missing === null ? {} : { isRequired: true, errorMessage: missing };
  return { type: 'Input.Text', ...rest, ...required };
}

/** A tick. Its value arrives as the text `true` or `false`. */
export function tick(options: {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly isTicked: boolean;
}): CardPart {
  const { id, label, title, isTicked } = options;
  return {
    type: 'Input.Toggle',
    id,
    label,
    title,
    wrap: true,
    value: isTicked ? 'true' : 'false',
    valueOn: 'true',
    valueOff: 'false',
  };
}
