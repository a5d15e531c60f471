import type { Card, CardPart, Links, Viewer } from './card.ts';

/** Every button that comes back to us, by the word that it brings. */
export type Verb =
  | 'availability.show'
  | 'technician.show'
  | 'automap.run'
  | 'automap.apply'
  | 'automap.cancel'
  | 'automap.undo'
  | 'mapping.unmatched'
  | 'mapping.accept'
  | 'override.note'
  | 'override.end'
  | 'override.change'
  | 'coverage.show'
  | 'why.show'
  | 'dispatch.run'
  | 'dispatch.show'
  | 'dispatch.answer'
  | 'dispatch.assign'
  | 'dispatch.choose'
  | 'dispatch.undo'
  | 'dispatch.why'
  | 'dispatch.why-not'
  | 'dispatch.retry'
  | 'dispatch.stop'
  | 'dispatch.held'
  | 'dispatch.accept'
  | 'dispatch.pass'
  | 'dispatch.mine'
  | 'help'
  | 'setup.health'
  | 'consent.link'
  | 'consent.retry';

/** What a button brings back beside its verb. */
export type ActionData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A press that comes back to the bot. Clients that know no Action.Execute send the same data as Action.Submit.
 *  `at` is the age of what the card shows; `null` when the card never grows old. */
export function press(options: {
  readonly title: string;
  readonly verb: Verb;
  readonly data?: ActionData;
  readonly viewer: Viewer;
  readonly at?: Date | null;
  /** Leave the card's inputs where they are: a half-made choice must not turn the page of another list. */
  readonly withoutInputs?: boolean;
  readonly style?: 'positive' | 'destructive';
}): CardPart {
  const { title, verb, style } = options;
  const data = stamp(options);
  const inputs = options.withoutInputs ? { associatedInputs: 'none' } : {};
  return {
    type: 'Action.Execute',
    title,
    verb,
    data,
    ...inputs,
    ...(style ? { style } : {}),
    fallback: { type: 'Action.Submit', title, data, ...inputs },
  };
}

/** Lets Teams ask for the asker's own fresh card, at most once a minute. `null` when the asker's id is unknown. */
export function refreshBy(options: {
  readonly title: string;
  readonly verb: Verb;
  readonly data: ActionData;
  readonly viewer: Viewer;
  readonly at: Date | null;
}): NonNullable<Card['refresh']> | null {
  const { title, verb, viewer } = options;
  if (viewer.userMri === null) return null;
  const action = { type: 'Action.Execute', title, verb, data: stamp(options) };
  return { action, userIds: [viewer.userMri] };
}

/** A way into the tab; `null` while the tab has no such page. */
export function openTab(title: string, links: Links, path: string): CardPart | null {
  const url = links.tab(path);
  return url === null ? null : { type: 'Action.OpenUrl', title, url };
}

function stamp(options: {
  readonly verb: Verb;
  readonly data?: ActionData;
  readonly viewer: Viewer;
  readonly at?: Date | null;
}): ActionData {
  const at = options.at ?? options.viewer.now ?? null;
  return {
    v: 1,
    verb: options.verb,
    zone: options.viewer.zone,
    askedAt: at === null ? null : at.toISOString(),
    ...options.data,
  };
}
